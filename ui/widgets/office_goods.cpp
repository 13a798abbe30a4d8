#include "core/domain/goods/article.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/goods_forms.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/table_page.h"

#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QMenu>
#include <QPointer>
#include <QStatusBar>

namespace youka {

namespace {
constexpr int MessageMs = 8'000;
const QString Articles = QStringLiteral("articles");
const QString Stock = QStringLiteral("stock");
}

void OfficeWindow::addGoodsActions(QMenu *menu)
{
    addAction(menu, "ArticleNew", say(QT_TRANSLATE_NOOP("Office", "New article…")), "cart", {},
              &OfficeWindow::newArticle);
    addAction(menu, "ArticleEdit", say(QT_TRANSLATE_NOOP("Office", "Change…")), "text", {},
              &OfficeWindow::editArticle);
    addAction(menu, "ArticlePrice", say(QT_TRANSLATE_NOOP("Office", "Price…")), "cash", {},
              &OfficeWindow::setArticlePrice);
    addAction(menu, "ArticlePicture", say(QT_TRANSLATE_NOOP("Office", "Picture…")), "export", {},
              &OfficeWindow::setArticlePicture);
    addAction(menu, "ArticleGroup", say(QT_TRANSLATE_NOOP("Office", "New group…")), "plus", {},
              &OfficeWindow::newArticleGroup);
    menu->addSeparator();
    addAction(menu, "StockReceive", say(QT_TRANSLATE_NOOP("Office", "Receive…")), "check", {},
              &OfficeWindow::receiveStock);
    addAction(menu, "StockCount", say(QT_TRANSLATE_NOOP("Office", "Count…")), "balance", {},
              &OfficeWindow::countStock);
    addAction(menu, "StockWaste", say(QT_TRANSLATE_NOOP("Office", "Throw away…")), "cross", {},
              &OfficeWindow::wasteStock);
    addAction(menu, "StockSend", say(QT_TRANSLATE_NOOP("Office", "Send…")), "play", {},
              &OfficeWindow::sendStock);
    addAction(menu, "StockTransfers", say(QT_TRANSLATE_NOOP("Office", "Under way…")), "clock", {},
              &OfficeWindow::showTransfers);
    addAction(menu, "StockMoves", say(QT_TRANSLATE_NOOP("Office", "Movements")), "receipt", {},
              &OfficeWindow::showMoves);
}

void OfficeWindow::refreshGoodsActions(const TablePage *page)
{
    const bool onArticles = page && page == m_pages.value(Articles);
    const bool onStock = page && page == m_pages.value(Stock);
    const bool chosen = (onArticles || onStock) && !page->current().isEmpty();
    const auto set = [&](const char *name, bool shown, bool on) {
        m_actions[QLatin1String(name)]->setEnabled(shown && on);
        m_actions[QLatin1String(name)]->setVisible(shown || !page);
    };
    const bool manages = m_link.may(Permission::ManageGoods);
    const bool moves = m_link.may(Permission::MoveStock);
    set("ArticleNew", onArticles, manages);
    set("ArticleEdit", onArticles, manages && chosen);
    set("ArticlePrice", onArticles, manages && chosen);
    set("ArticlePicture", onArticles, manages && chosen);
    set("ArticleGroup", onArticles, manages);
    set("StockReceive", onArticles || onStock, moves);
    set("StockCount", onStock, moves);
    set("StockWaste", onStock, moves);
    set("StockSend", onStock, moves);
    set("StockTransfers", onStock, moves);
    set("StockMoves", onStock, chosen);
}

void OfficeWindow::newArticle()
{
    present(makeArticleForm(m_link, {}, this),
            say(QT_TRANSLATE_NOOP("Office", "Added. It is sold once it has a price.")));
}

void OfficeWindow::editArticle()
{
    if (const QJsonObject article = currentPage()->current(); !article.isEmpty())
        present(makeArticleForm(m_link, article, this), say(QT_TRANSLATE_NOOP("Office", "Changed.")));
}

void OfficeWindow::setArticlePrice()
{
    present(makeArticlePriceForm(m_link, currentPage()->current(), m_currency, this),
            say(QT_TRANSLATE_NOOP("Office", "The price is in force.")));
}

void OfficeWindow::newArticleGroup()
{
    present(makeGroupForm(m_link, this), say(QT_TRANSLATE_NOOP("Office", "The group is there.")));
}

void OfficeWindow::setArticlePicture()
{
    const QString code = currentPage()->current()[QLatin1String("code")].toString();
    const QString name = QFileDialog::getOpenFileName(
        this, say(QT_TRANSLATE_NOOP("Office", "Picture of the article")), {}, QStringLiteral("PNG (*.png)"));
    if (name.isEmpty())
        return;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > MaxPictureBytes) {
        statusBar()->showMessage(sentence(ErrorCode::PictureInvalid), MessageMs);
        return;
    }
    m_link.post(QStringLiteral("/api/v1/articles/%1/picture").arg(code),
                {{QStringLiteral("png"), QString::fromLatin1(file.readAll().toBase64())}},
                m_link.newOperation(), [self = QPointer(this)](const Result<QJsonObject> &done) {
                    if (!self)
                        return;
                    self->statusBar()->showMessage(
                        done ? say(QT_TRANSLATE_NOOP("Office", "The picture is kept."))
                             : sentence(done.error()),
                        MessageMs);
                    self->refresh();
                });
}

void OfficeWindow::moveStock(StockMoveKind kind)
{
    present(makeStockForm(m_link, kind, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The stock is changed.")));
}

void OfficeWindow::receiveStock() { moveStock(StockMoveKind::Receipt); }
void OfficeWindow::countStock() { moveStock(StockMoveKind::Count); }
void OfficeWindow::wasteStock() { moveStock(StockMoveKind::Waste); }
void OfficeWindow::sendStock() { moveStock(StockMoveKind::TransferOut); }

void OfficeWindow::showTransfers()
{
    m_link.get(
        QStringLiteral("/api/v1/stock-transfers"),
        [self = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!self)
                return;
            if (!answer)
                return self->statusBar()->showMessage(sentence(answer.error()), MessageMs);
            const auto receive = [self](const QJsonObject &transfer) {
                self->present(makeTransferForm(self->m_link, transfer, self),
                              say(QT_TRANSLATE_NOOP("Office", "Received.")));
            };
            makeTransfersDialog((*answer)[QLatin1String("transfers")].toArray(), receive, self)->show();
        });
}

void OfficeWindow::showMoves()
{
    const QJsonObject level = currentPage()->current();
    if (level.isEmpty())
        return;
    const QString path = QStringLiteral("/api/v1/stock-movements?station=%1&article=%2")
                             .arg(level[QLatin1String("station")].toInteger())
                             .arg(level[QLatin1String("article")].toString());
    const QString heading = QStringLiteral("%1 · %2").arg(articleName(level, locale()),
                                                          level[QLatin1String("stationName")].toString());
    m_link.get(path, [self = QPointer(this), heading](const Result<QJsonObject> &answer) {
        if (!self)
            return;
        if (answer)
            makeMovesDialog(heading, (*answer)[QLatin1String("movements")].toArray(), self)->show();
        else
            self->statusBar()->showMessage(sentence(answer.error()), MessageMs);
    });
}

}
