#include "core/domain/goods/article.h"
#include "core/domain/goods/stock.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/goods_forms.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"

#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QPointer>

namespace youka {

namespace {

void addArticle(OfficeDesk &desk, const QJsonObject &)
{
    desk.present(makeArticleForm(desk.link(), {}, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "Added. It is sold once it has a price.")));
}

void editArticle(OfficeDesk &desk, const QJsonObject &article)
{
    desk.present(makeArticleForm(desk.link(), article, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "Changed.")));
}

void setPrice(OfficeDesk &desk, const QJsonObject &article)
{
    desk.present(makeArticlePriceForm(desk.link(), article, desk.currency(), desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The price is in force.")));
}

void addGroup(OfficeDesk &desk, const QJsonObject &)
{
    desk.present(makeGroupForm(desk.link(), desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The group is there.")));
}

void setPicture(OfficeDesk &desk, const QJsonObject &article)
{
    const QString name = QFileDialog::getOpenFileName(
        desk.window(), say(QT_TRANSLATE_NOOP("Office", "Picture of the article")), {},
        QStringLiteral("PNG (*.png)"));
    if (name.isEmpty())
        return;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > MaxPictureBytes)
        return desk.tell(sentence(ErrorCode::PictureInvalid));
    desk.link().post(
        QStringLiteral("/api/v1/articles/%1/picture").arg(article[QLatin1String("code")].toString()),
        {{QStringLiteral("png"), QString::fromLatin1(file.readAll().toBase64())}}, desk.link().newOperation(),
        [&desk, window = QPointer(desk.window())](const Result<QJsonObject> &done) {
            if (!window)
                return;
            desk.tell(done ? say(QT_TRANSLATE_NOOP("Office", "The picture is kept."))
                           : sentence(done.error()));
            desk.refresh();
        });
}

std::function<void(OfficeDesk &, const QJsonObject &)> moveStock(StockMoveKind kind)
{
    return [kind](OfficeDesk &desk, const QJsonObject &level) {
        desk.present(makeStockForm(desk.link(), kind, level, desk.window()),
                     say(QT_TRANSLATE_NOOP("Office", "The stock is changed.")));
    };
}

void showTransfers(OfficeDesk &desk, const QJsonObject &)
{
    desk.fetch(QStringLiteral("/api/v1/stock-transfers"), [&desk](const QJsonObject &answer) {
        const auto receive = [&desk, window = QPointer(desk.window())](const QJsonObject &transfer) {
            if (window)
                desk.present(makeTransferForm(desk.link(), transfer, window),
                             say(QT_TRANSLATE_NOOP("Office", "Received.")));
        };
        makeTransfersDialog(answer[QLatin1String("transfers")].toArray(), receive, desk.window())->show();
    });
}

void showMoves(OfficeDesk &desk, const QJsonObject &level)
{
    const QString path = QStringLiteral("/api/v1/stock-movements?station=%1&article=%2")
                             .arg(level[QLatin1String("station")].toInteger())
                             .arg(level[QLatin1String("article")].toString());
    const QString heading = QStringLiteral("%1 · %2").arg(articleName(level, desk.window()->locale()),
                                                          level[QLatin1String("stationName")].toString());
    desk.fetch(path, [&desk, heading](const QJsonObject &answer) {
        makeMovesDialog(heading, answer[QLatin1String("movements")].toArray(), desk.window())->show();
    });
}

AreaAction receiving()
{
    return {"StockReceive", say(QT_TRANSLATE_NOOP("Office", "Receive…")), "check",
            mayAlways(Permission::MoveStock), moveStock(StockMoveKind::Receipt)};
}

}

OfficeArea articleArea(const QLocale &locale)
{
    const auto may = mayAlways(Permission::ManageGoods);
    const auto mayChange = chosenAnd(Permission::ManageGoods);
    OfficeArea area;
    area.name = "articles";
    area.icon = "cart";
    area.needs = Permission::ReadGoods;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Shop: articles"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "S&hop"));
    area.source = articleSource();
    area.columns = articleColumns(locale);
    area.actions = {
        {"ArticleNew", say(QT_TRANSLATE_NOOP("Office", "New article…")), "cart", may, addArticle},
        {"ArticleEdit", say(QT_TRANSLATE_NOOP("Office", "Change…")), "text", mayChange, editArticle},
        {"ArticlePrice", say(QT_TRANSLATE_NOOP("Office", "Price…")), "cash", mayChange, setPrice},
        {"ArticlePicture", say(QT_TRANSLATE_NOOP("Office", "Picture…")), "export", mayChange, setPicture},
        {"ArticleGroup", say(QT_TRANSLATE_NOOP("Office", "New group…")), "plus", may, addGroup},
        receiving(),
    };
    area.opens = "ArticleEdit";
    return area;
}

OfficeArea stockArea(const QLocale &locale)
{
    const auto may = mayAlways(Permission::MoveStock);
    OfficeArea area;
    area.name = "stock";
    area.icon = "balance";
    area.needs = Permission::ReadGoods;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Shop: stock"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "S&hop"));
    area.source = stockSource();
    area.columns = stockColumns(locale);
    area.sums = stockSums;
    area.actions = {
        receiving(),
        {"StockCount", say(QT_TRANSLATE_NOOP("Office", "Count…")), "balance", may,
         moveStock(StockMoveKind::Count)},
        {"StockWaste", say(QT_TRANSLATE_NOOP("Office", "Throw away…")), "cross", may,
         moveStock(StockMoveKind::Waste)},
        {"StockSend", say(QT_TRANSLATE_NOOP("Office", "Send…")), "play", may,
         moveStock(StockMoveKind::TransferOut)},
        {"StockTransfers", say(QT_TRANSLATE_NOOP("Office", "Under way…")), "clock", may, showTransfers},
        {"StockMoves", say(QT_TRANSLATE_NOOP("Office", "Movements")), "receipt", anyChosen(), showMoves},
    };
    area.opens = "StockMoves";
    return area;
}

}
