#include "core/domain/goods/goods_json.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/goods_forms.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace youka {

namespace {

QString member(const QJsonObject &record, const char *name) { return record[QLatin1String(name)].toString(); }

QTableWidget *makeTable(const char *name, const QStringList &titles)
{
    auto *table = new QTableWidget(0, int(titles.size()));
    table->setObjectName(QLatin1String(name));
    table->setHorizontalHeaderLabels(titles);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

void addRow(QTableWidget &table, const QStringList &texts, const QList<int> &numbers)
{
    const int row = table.rowCount();
    table.insertRow(row);
    for (int column = 0; column < texts.size(); ++column) {
        auto *item = new QTableWidgetItem(texts[column]);
        item->setTextAlignment(Qt::AlignVCenter
                               | (numbers.contains(column) ? Qt::AlignRight : Qt::AlignLeft));
        table.setItem(row, column, item);
    }
}

QDialog *makeDialog(const char *name, const QString &heading, QTableWidget *table, QPushButton *act,
                    QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QLatin1String(name));
    dialog->setWindowTitle(heading);
    dialog->resize(960, 560);
    const int grid = designTokens().grid;
    auto *title = new QLabel(heading);
    title->setProperty("role", QStringLiteral("title"));
    auto *close = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Close")));
    close->setObjectName(QLatin1String(name) + QStringLiteral("Close"));
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    if (act)
        foot->addWidget(act);
    foot->addWidget(close);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(grid);
    layout->addWidget(title);
    layout->addWidget(table, 1);
    layout->addLayout(foot);
    return dialog;
}

}

QDialog *makeMovesDialog(const QString &heading, const QJsonArray &moves, QWidget *parent)
{
    const QLocale locale = parent->locale();
    auto *table =
        makeTable("stockMoves",
                  {say(QT_TRANSLATE_NOOP("Office", "Time")), say(QT_TRANSLATE_NOOP("Office", "What")),
                   say(QT_TRANSLATE_NOOP("Office", "Quantity")), say(QT_TRANSLATE_NOOP("Office", "In stock")),
                   say(QT_TRANSLATE_NOOP("Office", "Who")), say(QT_TRANSLATE_NOOP("Office", "Note"))});
    for (const QJsonValueConstRef value : moves) {
        const QJsonObject move = value.toObject();
        const qint64 quantity = member(move, "quantity").toLongLong();
        const auto kind = stockMoveFromName(member(move, "kind"));
        addRow(*table,
               {timeText(member(move, "at"), locale), kind ? stockMoveText(*kind) : member(move, "kind"),
                (quantity > 0 ? QStringLiteral("+") : QString()) + quantityText(quantity, locale),
                quantityText(member(move, "balance").toLongLong(), locale), member(move, "actor"),
                member(move, "reason")},
               {2, 3});
    }
    return makeDialog("moves", heading, table, nullptr, parent);
}

QDialog *makeTransfersDialog(const QJsonArray &transfers,
                             const std::function<void(const QJsonObject &)> &chosen, QWidget *parent)
{
    const QLocale locale = parent->locale();
    auto *table = makeTable(
        "transferTable",
        {say(QT_TRANSLATE_NOOP("Office", "Sent")), say(QT_TRANSLATE_NOOP("Office", "Article's code")),
         say(QT_TRANSLATE_NOOP("Office", "Quantity")), say(QT_TRANSLATE_NOOP("Office", "From station")),
         say(QT_TRANSLATE_NOOP("Office", "To station")), say(QT_TRANSLATE_NOOP("Office", "Who"))});
    for (const QJsonValueConstRef value : transfers) {
        const QJsonObject transfer = value.toObject();
        addRow(*table,
               {timeText(member(transfer, "at"), locale), member(transfer, "article"),
                quantityText(member(transfer, "sent").toLongLong(), locale),
                transfer[QLatin1String("from")].toVariant().toString(),
                transfer[QLatin1String("to")].toVariant().toString(), member(transfer, "sender")},
               {2});
    }
    auto *receive = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Receive…")));
    receive->setObjectName(QStringLiteral("transfersReceive"));
    receive->setEnabled(!transfers.isEmpty());
    table->setCurrentCell(0, 0);
    QDialog *dialog = makeDialog("transfers", say(QT_TRANSLATE_NOOP("Office", "Under way between stations")),
                                 table, receive, parent);
    QObject::connect(receive, &QPushButton::clicked, dialog, [dialog, table, transfers, chosen] {
        const int row = table->currentRow();
        dialog->close();
        if (row >= 0 && row < transfers.size())
            chosen(transfers[row].toObject());
    });
    return dialog;
}

}
