#include "ui/widgets/tank_detail.h"

#include "core/domain/tanks/tank_rules.h"
#include "core/foundation/base/format.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace youka {

namespace {

QString member(const QJsonObject &record, const char *name) { return record[QLatin1String(name)].toString(); }
qint64 figure(const QJsonObject &record, const char *name)
{
    return record[QLatin1String(name)].toVariant().toLongLong();
}

/// One of the tank's lists: a table, and how a row is written into it.
class TankSheet
{
public:
    using Write = std::function<void(TankSheet &, const QJsonObject &)>;
    TankSheet(const char *name, const QStringList &titles, const QLocale &locale)
        : m_table(new QTableWidget(0, int(titles.size())))
        , m_locale(locale)
    {
        m_table->setObjectName(QLatin1String(name));
        m_table->setHorizontalHeaderLabels(titles);
        m_table->verticalHeader()->hide();
        m_table->setShowGrid(false);
        m_table->setAlternatingRowColors(true);
        m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
        m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
        m_table->horizontalHeader()->setStretchLastSection(true);
    }
    QTableWidget *filled(const QJsonValue &records, const Write &write)
    {
        for (const QJsonValueConstRef record : records.toArray()) {
            m_table->insertRow(m_table->rowCount());
            m_column = 0;
            write(*this, record.toObject());
        }
        return m_table;
    }
    void text(const QString &text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
    {
        auto *item = new QTableWidgetItem(text);
        item->setTextAlignment(alignment);
        m_table->setItem(m_table->rowCount() - 1, m_column++, item);
    }
    void number(const QString &figure) { text(figure, Qt::AlignRight | Qt::AlignVCenter); }
    void litres(const QJsonObject &record, std::initializer_list<const char *> names)
    {
        for (const char *name : names)
            number(formatVolume({figure(record, name)}, m_locale, 0));
    }
    void thousandths(const QJsonObject &record, const char *name)
    {
        number(m_locale.toString(double(figure(record, name)) / 1000, 'f', 1));
    }
    void time(const QJsonObject &record, const char *name) { text(timeText(member(record, name), m_locale)); }
    void date(const QJsonObject &record, const char *name) { text(dateText(member(record, name), m_locale)); }

private:
    QTableWidget *m_table;
    const QLocale m_locale;
    int m_column = 0;
};

QTableWidget *dayTable(const QJsonObject &tank, const QLocale &locale)
{
    TankSheet sheet(
        "tankDays",
        {say(QT_TRANSLATE_NOOP("Office", "Day")), say(QT_TRANSLATE_NOOP("Office", "Opening, L")),
         say(QT_TRANSLATE_NOOP("Office", "Received, L")), say(QT_TRANSLATE_NOOP("Office", "Sold, L")),
         say(QT_TRANSLATE_NOOP("Office", "Gauge, L")), say(QT_TRANSLATE_NOOP("Office", "Variance, L")),
         say(QT_TRANSLATE_NOOP("Office", "Allowed, L")), say(QT_TRANSLATE_NOOP("Office", "State"))},
        locale);
    return sheet.filled(tank[QLatin1String("days")], [](TankSheet &row, const QJsonObject &day) {
        row.date(day, "day");
        row.litres(day, {"openingMl", "receivedMl", "soldMl", "closingMl", "varianceMl", "allowedMl"});
        const bool beyond = qAbs(figure(day, "varianceMl")) > figure(day, "allowedMl");
        row.text(beyond ? say(QT_TRANSLATE_NOOP("Office", "Beyond the limit"))
                        : say(QT_TRANSLATE_NOOP("Office", "In order")));
    });
}

QTableWidget *deliveryTable(const QJsonObject &tank, const QLocale &locale)
{
    TankSheet sheet("tankDeliveries",
                    {say(QT_TRANSLATE_NOOP("Office", "Began")), say(QT_TRANSLATE_NOOP("Office", "Ended")),
                     say(QT_TRANSLATE_NOOP("Office", "Before, L")),
                     say(QT_TRANSLATE_NOOP("Office", "Afterwards, L")),
                     say(QT_TRANSLATE_NOOP("Office", "Sold meanwhile, L")),
                     say(QT_TRANSLATE_NOOP("Office", "Received, L"))},
                    locale);
    return sheet.filled(tank[QLatin1String("deliveries")], [](TankSheet &row, const QJsonObject &lorry) {
        row.time(lorry, "from");
        row.time(lorry, "to");
        row.litres(lorry, {"beforeMl", "afterMl", "drawnMl", "receivedMl"});
    });
}

QTableWidget *alarmTable(const QJsonObject &tank, const QLocale &locale)
{
    TankSheet sheet("tankAlarms",
                    {say(QT_TRANSLATE_NOOP("Office", "Time")), say(QT_TRANSLATE_NOOP("Office", "State")),
                     say(QT_TRANSLATE_NOOP("Office", "In the tank, L")),
                     say(QT_TRANSLATE_NOOP("Office", "What"))},
                    locale);
    return sheet.filled(tank[QLatin1String("alarms")], [](TankSheet &row, const QJsonObject &alarm) {
        const auto what = tankAlarmFromName(member(alarm, "alarm"));
        row.time(alarm, "at");
        row.text(alarm[QLatin1String("active")].toBool() ? say(QT_TRANSLATE_NOOP("Office", "Began"))
                                                         : say(QT_TRANSLATE_NOOP("Office", "Ended")));
        row.litres(alarm, {"volumeMl"});
        row.text(what ? tankAlarmText(*what) : member(alarm, "alarm"));
    });
}

QTableWidget *levelTable(const QJsonObject &tank, const QLocale &locale)
{
    TankSheet sheet(
        "tankLevels",
        {say(QT_TRANSLATE_NOOP("Office", "Time")), say(QT_TRANSLATE_NOOP("Office", "In the tank, L")),
         say(QT_TRANSLATE_NOOP("Office", "At 15 °C, L")), say(QT_TRANSLATE_NOOP("Office", "Room, L")),
         say(QT_TRANSLATE_NOOP("Office", "Water, mm")), say(QT_TRANSLATE_NOOP("Office", "Temperature, °C"))},
        locale);
    return sheet.filled(tank[QLatin1String("readings")], [](TankSheet &row, const QJsonObject &reading) {
        row.time(reading, "at");
        row.litres(reading, {"volumeMl", "compensatedMl", "ullageMl"});
        row.thousandths(reading, "waterHeightUm");
        row.thousandths(reading, "temperatureMilliC");
    });
}

QLabel *label(const QString &text, const char *name, const char *role)
{
    auto *made = new QLabel(text);
    made->setObjectName(QLatin1String(name));
    made->setProperty("role", QLatin1String(role));
    return made;
}

}

QDialog *makeTankDetail(const QJsonObject &tank, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("tank"));
    dialog->setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Tank")));
    dialog->resize(960, 640);
    const QLocale locale = parent->locale();
    auto *tabs = new QTabWidget;
    tabs->setObjectName(QStringLiteral("tankTabs"));
    tabs->setDocumentMode(true);
    tabs->addTab(dayTable(tank, locale), say(QT_TRANSLATE_NOOP("Office", "Days")));
    tabs->addTab(deliveryTable(tank, locale), say(QT_TRANSLATE_NOOP("Office", "Deliveries")));
    tabs->addTab(alarmTable(tank, locale), say(QT_TRANSLATE_NOOP("Office", "Alarms")));
    tabs->addTab(levelTable(tank, locale), say(QT_TRANSLATE_NOOP("Office", "Levels")));
    auto *close = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Close")));
    close->setObjectName(QStringLiteral("tankClose"));
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    auto *layout = new QVBoxLayout(dialog);
    const int grid = designTokens().grid;
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(grid);
    //: Station, number of the tank, product
    layout->addWidget(label(say(QT_TRANSLATE_NOOP("Office", "Station %1, tank %2, %3"))
                                .arg(member(tank, "station"), QString::number(figure(tank, "tank")),
                                     productName(member(tank, "product"))),
                            "tankHeading", "title"));
    layout->addWidget(label(say(QT_TRANSLATE_NOOP("Office", "%1 L of %2 L, read %3"))
                                .arg(formatVolume({figure(tank, "volumeMl")}, locale, 0),
                                     formatVolume({figure(tank, "capacityMl")}, locale, 0),
                                     timeText(member(tank, "at"), locale)),
                            "tankNow", "muted"));
    layout->addWidget(tabs, 1);
    layout->addLayout(foot);
    return dialog;
}

}
