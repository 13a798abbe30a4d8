#include "ui/widgets/campaign_report.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/campaign_forms.h"
#include "ui/widgets/csv_text.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTabWidget>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace youka {

namespace {

constexpr int MostBars = 62; ///< then they are weeks
constexpr int Columns = 9;
constexpr int ClaimedColumn = 1; ///< known by segment and level alone
constexpr int LeastColumn = 96;
constexpr int CountingMs = 60'000; ///< a year of a large chain is counted row by row

qint64 figure(const QJsonObject &record, const char *name)
{
    return record[QLatin1String(name)].toVariant().toLongLong();
}

qint64 minorOf(const QJsonObject &record, const char *name)
{
    return moneyFromJson(record[QLatin1String(name)]).map([](Money m) { return m.minor; }).value_or(0);
}

QStringList titles(const QString &first)
{
    return {first,
            say(QT_TRANSLATE_NOOP("Office", "Claimed")),
            say(QT_TRANSLATE_NOOP("Office", "Reserved")),
            say(QT_TRANSLATE_NOOP("Office", "Redeemed")),
            say(QT_TRANSLATE_NOOP("Office", "Given back")),
            say(QT_TRANSLATE_NOOP("Office", "Discount")),
            say(QT_TRANSLATE_NOOP("Office", "Sales")),
            say(QT_TRANSLATE_NOOP("Office", "Sold, before discount")),
            say(QT_TRANSLATE_NOOP("Office", "Litres"))};
}

QString channelName(const QJsonObject &line)
{
    const QString name = line[QLatin1String("channel")].toString();
    if (name == QLatin1String("kiosk"))
        return channelText(Channel::Kiosk);
    if (name == QLatin1String("pos"))
        return channelText(Channel::Pos);
    if (name == QLatin1String("app"))
        return channelText(Channel::App);
    return say(QT_TRANSLATE_NOOP("Office", "Not known"));
}

QTableWidget *makeTable(const char *name, const QString &first, bool withClaimed = false)
{
    auto *table = new QTableWidget(0, Columns);
    table->setObjectName(QLatin1String(name));
    table->setHorizontalHeaderLabels(titles(first));
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setMinimumSectionSize(LeastColumn);
    for (int column = 1; column < Columns; ++column)
        table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setColumnHidden(ClaimedColumn, !withClaimed);
    return table;
}

QLabel *label(const char *name, const char *role = nullptr)
{
    auto *made = new QLabel;
    made->setObjectName(QLatin1String(name));
    made->setWordWrap(true);
    if (role)
        made->setProperty("role", QLatin1String(role));
    return made;
}

}

QString upliftText(const QJsonObject &figures, const QLocale &locale)
{
    if (!figures.contains(QLatin1String("heldOut")))
        return {};
    const auto group = [&](const char *name) { return figures[QLatin1String(name)].toObject(); };
    const QString gap = locale.language() == QLocale::Chinese ? QString() : QStringLiteral(" ");
    const QString averages =
        say(QT_TRANSLATE_NOOP("Office",
                              "Customers who could have it: %1; on average they paid %2 while it ran. "
                              "Held out: %3; they paid %4."))
            .arg(locale.toString(figure(group("treated"), "customers")),
                 moneyText(group("treated"), "average", locale),
                 locale.toString(figure(group("heldOut"), "customers")),
                 moneyText(group("heldOut"), "average", locale));
    const QJsonObject uplift = group("uplift");
    if (uplift.isEmpty())
        return averages + gap
            + say(QT_TRANSLATE_NOOP("Office", "There are too few in one of the groups to compare them."));
    const QString interval = say(QT_TRANSLATE_NOOP("Office",
                                                   "Difference: %1 a customer; with 95% certainty it "
                                                   "lies between %2 and %3."))
                                 .arg(moneyText(uplift, "difference", locale),
                                      moneyText(uplift, "low", locale), moneyText(uplift, "high", locale));
    const QString verdict = minorOf(uplift, "low") > 0
        ? say(QT_TRANSLATE_NOOP("Office", "Customers pay more because of it."))
        : minorOf(uplift, "high") < 0
        ? say(QT_TRANSLATE_NOOP("Office", "Customers pay less because of it."))
        : say(QT_TRANSLATE_NOOP("Office", "It may be chance: nothing is shown either way."));
    return averages + gap + interval + gap + verdict;
}

QString returnText(const QJsonObject &figures, const QLocale &locale)
{
    const QJsonObject found = figures[QLatin1String("returnOnCost")].toObject();
    const QString missing = found[QLatin1String("missing")].toString();
    if (missing == QLatin1String("hold-out"))
        return say(QT_TRANSLATE_NOOP("Office",
                                     "What it earned for its cost is not known: nobody is held out of this "
                                     "campaign to compare with."));
    if (missing == QLatin1String("customers"))
        return say(QT_TRANSLATE_NOOP("Office",
                                     "What it earned for its cost is not known: there are too few customers "
                                     "in one of the groups."));
    if (missing == QLatin1String("discount"))
        return say(QT_TRANSLATE_NOOP("Office", "It has cost nothing yet."));
    if (missing == QLatin1String("margin"))
        return say(QT_TRANSLATE_NOOP("Office",
                                     "Say above what share of a sale is earned to see what each unit of "
                                     "discount brought."));
    if (found.isEmpty())
        return {};
    const auto ratio = [&](const char *name) { return percentText({figure(found, name)}, locale); };
    const QString gap = locale.language() == QLocale::Chinese ? QString() : QStringLiteral(" ");
    const QString verdict = figure(found, "low") > 10'000
        ? say(QT_TRANSLATE_NOOP("Office", "It earns more than it costs."))
        : figure(found, "high") < 10'000
        ? say(QT_TRANSLATE_NOOP("Office", "It costs more than it earns."))
        : say(QT_TRANSLATE_NOOP("Office", "Whether it earns its cost is not shown yet."));
    return say(QT_TRANSLATE_NOOP("Office",
                                 "Earned by extra sales, of what it cost: %1; with 95% certainty it lies "
                                 "between %2 and %3 (100% is as much as it cost)."))
               .arg(ratio("ratio"), ratio("low"), ratio("high"))
        + gap + verdict;
}

CampaignReport::CampaignReport(OfficeLink &link, const QJsonObject &campaign, const CampaignHouse &house,
                               ThemeKind theme, QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_campaign(campaign)
    , m_house(house)
    , m_locale(parent ? parent->locale() : QLocale())
    , m_measure(new QComboBox)
    , m_chart(new BarChart(theme))
    , m_tabs(new QTabWidget)
    , m_days(makeTable("reportDays", say(QT_TRANSLATE_NOOP("Office", "Day"))))
    , m_stations(makeTable("reportStations", say(QT_TRANSLATE_NOOP("Office", "Station"))))
    , m_channels(makeTable("reportChannels", say(QT_TRANSLATE_NOOP("Office", "Channel"))))
    , m_segments(makeTable("reportSegments", say(QT_TRANSLATE_NOOP("Office", "Segment")), true))
    , m_levels(makeTable("reportLevels", say(QT_TRANSLATE_NOOP("Office", "Level")), true))
    , m_baskets(label("reportBaskets"))
    , m_uplift(label("reportUplift"))
    , m_return(label("reportReturn"))
    , m_margin(new QDoubleSpinBox)
    , m_again(new QTimer(this))
    , m_problem(label("reportProblem", "error"))
{
    setObjectName(QStringLiteral("campaignReport"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "What it did")));
    resize(1100, 800);
    m_chart->setObjectName(QStringLiteral("reportChart"));
    m_measure->setObjectName(QStringLiteral("reportMeasure"));
    m_measure->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "What the chart shows")));
    m_measure->addItem(say(QT_TRANSLATE_NOOP("Office", "Redeemed")), QStringLiteral("redeemed"));
    m_measure->addItem(say(QT_TRANSLATE_NOOP("Office", "Discount")), QStringLiteral("discount"));
    m_measure->addItem(say(QT_TRANSLATE_NOOP("Office", "Sold, before discount")), QStringLiteral("gross"));
    m_measure->addItem(say(QT_TRANSLATE_NOOP("Office", "Litres")), QStringLiteral("volumeMl"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_days, say(QT_TRANSLATE_NOOP("Office", "By day")));
    m_tabs->addTab(m_stations, say(QT_TRANSLATE_NOOP("Office", "By station")));
    m_tabs->addTab(m_channels, say(QT_TRANSLATE_NOOP("Office", "By channel")));
    m_tabs->addTab(m_segments, say(QT_TRANSLATE_NOOP("Office", "By segment")));
    m_tabs->addTab(m_levels, say(QT_TRANSLATE_NOOP("Office", "By level")));
    m_margin->setObjectName(QStringLiteral("reportMargin"));
    m_margin->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Earned of a sale")));
    m_margin->setPrefix(say(QT_TRANSLATE_NOOP("Office", "Earned of a sale: ")));
    m_margin->setSuffix(QStringLiteral("%"));
    m_margin->setRange(0, 100);
    m_margin->setKeyboardTracking(false);
    m_again->setSingleShot(true);
    layOut();
    connect(m_margin, &QDoubleSpinBox::valueChanged, this, &CampaignReport::load);
    connect(m_again, &QTimer::timeout, this, &CampaignReport::load);
    connect(m_measure, &QComboBox::activated, this, &CampaignReport::showChart);
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    load();
}

QWidget *CampaignReport::makeTotals()
{
    auto *totals = new QFrame;
    totals->setObjectName(QStringLiteral("reportTotals"));
    auto *row = new QHBoxLayout(totals);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4 * designTokens().grid);
    for (const char *title :
         {QT_TRANSLATE_NOOP("Office", "Issued"), QT_TRANSLATE_NOOP("Office", "Claimed"),
          QT_TRANSLATE_NOOP("Office", "Redeemed"), QT_TRANSLATE_NOOP("Office", "Expired or void"),
          QT_TRANSLATE_NOOP("Office", "Discount"), QT_TRANSLATE_NOOP("Office", "Sold, before discount"),
          QT_TRANSLATE_NOOP("Office", "Litres")}) {
        auto *column = new QVBoxLayout;
        column->setSpacing(2);
        auto *name = new QLabel(say(title));
        name->setProperty("role", QStringLiteral("muted"));
        auto *value = new QLabel;
        value->setProperty("role", QStringLiteral("title"));
        column->addWidget(name);
        column->addWidget(value);
        row->addLayout(column);
        m_totals.append(value);
    }
    row->addStretch();
    totals->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return totals;
}

void CampaignReport::layOut()
{
    const int grid = designTokens().grid;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    auto *heading = label("reportHeading", "title");
    heading->setText(m_campaign[QLatin1String("name")].toString());
    auto *head = new QHBoxLayout;
    head->addWidget(heading, 1);
    head->addWidget(m_margin);
    head->addWidget(m_measure);
    layout->addLayout(head);
    layout->addWidget(makeTotals());
    layout->addWidget(m_problem);
    m_problem->hide();
    layout->addWidget(m_chart, 2);
    layout->addWidget(m_baskets);
    layout->addWidget(m_uplift);
    layout->addWidget(m_return);
    layout->addWidget(m_tabs, 3);
    auto *foot = new QHBoxLayout;
    const auto button = [&](const char *name, const QString &text) {
        auto *made = new QPushButton(text);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        foot->addWidget(made);
        return made;
    };
    connect(button("reportExport", say(QT_TRANSLATE_NOOP("Office", "Export as CSV…"))), &QPushButton::clicked,
            this, &CampaignReport::save);
    connect(button("reportRefresh", say(QT_TRANSLATE_NOOP("Office", "Refresh"))), &QPushButton::clicked, this,
            &CampaignReport::load);
    foot->addStretch();
    connect(button("reportClose", say(QT_TRANSLATE_NOOP("Office", "Close"))), &QPushButton::clicked, this,
            &QDialog::close);
    layout->addLayout(foot);
}

void CampaignReport::load()
{
    const int margin = qRound(m_margin->value() * 100);
    QElapsedTimer began;
    began.start();
    m_again->stop();
    m_link.get(
        campaignPath(m_campaign, "figures") + QStringLiteral("?margin=%1").arg(margin),
        [self = QPointer(this), margin, began](const Result<QJsonObject> &reply) {
            if (!self)
                return;
            if (margin != qRound(self->m_margin->value() * 100)) // another question is under way
                return;
            self->comeAgain(began.elapsed());
            self->m_problem->setVisible(!reply);
            if (reply)
                return self->showFigures(*reply);
            self->m_problem->setText(sentence(reply.error()));
        },
        CountingMs);
}

void CampaignReport::comeAgain(qint64 tookMs)
{
    if (m_campaign[QLatin1String("state")].toString() == QLatin1String("live"))
        m_again->start(int(std::max<qint64>(CalmMs, tookMs * RestsPerCount)));
}

void CampaignReport::showFigures(const QJsonObject &figures)
{
    m_figures = figures;
    showTotals();
    showChart();
    showTables();
    showComparison();
}

QString CampaignReport::money(const QJsonObject &record, const char *name) const
{
    return moneyText(record, name, m_locale);
}

QString CampaignReport::dayText(const QJsonObject &line) const
{
    return dateText(line[QLatin1String("day")].toString(), m_locale);
}

QString CampaignReport::stationText(const QJsonObject &line) const
{
    return m_house.stationText(figure(line, "station"));
}

void CampaignReport::showTotals()
{
    const qint64 issued = figure(m_figures, "issued");
    const qint64 redeemed = figure(m_figures, "redeemed");
    const auto count = [&](qint64 value) { return m_locale.toString(value); };
    // What needs no coupon was issued to nobody.
    const QString rate = issued > 0
        ? QStringLiteral(" (%1)").arg(percentText({redeemed * 10'000 / issued}, m_locale))
        : QString();
    const QStringList texts{issued > 0 ? count(issued) : QStringLiteral("–"),
                            count(figure(m_figures, "claimed")),
                            count(redeemed) + rate,
                            count(figure(m_figures, "expired") + figure(m_figures, "voided")),
                            money(m_figures, "discount"),
                            money(m_figures, "gross"),
                            formatVolume({figure(m_figures, "volumeMl")}, m_locale, 0)};
    for (int i = 0; i < texts.size(); ++i)
        m_totals[i]->setText(texts[i]);
}

void CampaignReport::showChart()
{
    const QByteArray measure = m_measure->currentData().toString().toLatin1();
    const bool isMoney = measure == "discount" || measure == "gross";
    const Currency currency = moneyFromJson(m_figures[QLatin1String("discount")])
                                  .map([](Money m) { return m.currency; })
                                  .value_or(Currency());
    QMap<QDate, qint64> values;
    for (const QJsonValueConstRef value : m_figures[QLatin1String("byDay")].toArray()) {
        const QJsonObject line = value.toObject();
        values[QDate::fromString(line[QLatin1String("day")].toString(), Qt::ISODate)] +=
            isMoney ? minorOf(line, measure.constData()) : figure(line, measure.constData());
    }
    const auto text = [&](qint64 value) {
        return isMoney ? formatMoney({value, currency}, m_locale)
            : measure == "volumeMl"
            ? say(QT_TRANSLATE_NOOP("Office", "%1 L")).arg(formatVolume({value}, m_locale, 0))
            : m_locale.toString(value);
    };
    QList<BarChart::Bar> bars;
    qint64 most = 0;
    // Days without any stand between the others; of a long time each bar is a week.
    const qint64 days = values.isEmpty() ? 0 : values.firstKey().daysTo(values.lastKey()) + 1;
    const int step = days > MostBars ? 7 : 1;
    const QString form =
        m_locale.language() == QLocale::Chinese ? QStringLiteral("M/d") : QStringLiteral("d/M");
    for (qint64 first = 0; first < days; first += step) {
        const QDate day = values.firstKey().addDays(first);
        qint64 sum = 0;
        for (int i = 0; i < step; ++i)
            sum += values.value(day.addDays(i));
        most = std::max(most, sum);
        bars.append({m_locale.toString(day, form), double(sum), text(sum)});
    }
    m_chart->setBars(
        step == 1 ? say(QT_TRANSLATE_NOOP("Office", "%1: how much each day?")).arg(m_measure->currentText())
                  : say(QT_TRANSLATE_NOOP("Office", "%1: how much each week?")).arg(m_measure->currentText()),
        bars, bars.isEmpty() ? say(QT_TRANSLATE_NOOP("Office", "Nothing here yet.")) : text(most));
}

void CampaignReport::fill(QTableWidget *table, const char *lines,
                          const std::function<QString(const QJsonObject &)> &name)
{
    const QJsonArray array = m_figures[QLatin1String(lines)].toArray();
    table->setRowCount(int(array.size()));
    for (int row = 0; row < array.size(); ++row) {
        const QJsonObject line = array[row].toObject();
        const QStringList texts{
            name(line),
            line.contains(QLatin1String("claimed")) ? m_locale.toString(figure(line, "claimed")) : QString(),
            m_locale.toString(figure(line, "reserved")),
            m_locale.toString(figure(line, "redeemed")),
            m_locale.toString(figure(line, "givenBack")),
            money(line, "discount"),
            m_locale.toString(figure(line, "sales")),
            money(line, "gross"),
            formatVolume({figure(line, "volumeMl")}, m_locale)};
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            table->setItem(row, column, item);
        }
    }
}

void CampaignReport::showTables()
{
    fill(m_days, "byDay", [this](const QJsonObject &line) { return dayText(line); });
    fill(m_stations, "byStation", [this](const QJsonObject &line) { return stationText(line); });
    fill(m_channels, "byChannel", channelName);
    const auto kind = [](const char *key, const QString &none) {
        return [key, none](const QJsonObject &line) {
            if (!line[QLatin1String("known")].toBool())
                return say(QT_TRANSLATE_NOOP("Office", "No card shown"));
            const QString name = line[QLatin1String(key)].toString();
            return name.isEmpty() ? none : name;
        };
    };
    fill(m_segments, "bySegment", kind("segment", say(QT_TRANSLATE_NOOP("Office", "No segment"))));
    fill(m_levels, "byLevel", kind("level", say(QT_TRANSLATE_NOOP("Office", "No level"))));
}

void CampaignReport::showComparison()
{
    const QJsonObject with = m_figures[QLatin1String("with")].toObject();
    const QJsonObject without = m_figures[QLatin1String("without")].toObject();
    const auto average = [this](const QJsonObject &its) {
        return figure(its, "sales") > 0 ? money(its, "average") : QStringLiteral("–");
    };
    m_baskets->setText(say(QT_TRANSLATE_NOOP("Office",
                                             "Average sale with it %1 (%2 sales), without it %3 (%4 "
                                             "sales), at the same stations on the same days."))
                           .arg(average(with), m_locale.toString(figure(with, "sales")), average(without),
                                m_locale.toString(figure(without, "sales"))));
    m_uplift->setText(upliftText(m_figures, m_locale));
    m_uplift->setVisible(!m_uplift->text().isEmpty());
    m_return->setText(returnText(m_figures, m_locale));
    m_return->setVisible(!m_return->text().isEmpty());
}

Result<int> CampaignReport::exportCsv(const QString &file) const
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StoreFailed, out.errorString());
    out.write("\xEF\xBB\xBF");
    out.write(csvLine(QStringList{say(QT_TRANSLATE_NOOP("Office", "By"))}
                      + titles(say(QT_TRANSLATE_NOOP("Office", "Which"))))
                  .toUtf8());
    int rows = 0;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        const auto *table = qobject_cast<QTableWidget *>(m_tabs->widget(tab));
        for (int row = 0; row < table->rowCount(); ++row, ++rows) {
            QStringList texts{m_tabs->tabText(tab)};
            for (int column = 0; column < Columns; ++column)
                texts << table->item(row, column)->text();
            out.write(csvLine(texts).toUtf8());
        }
    }
    out.write(csvLine({say(QT_TRANSLATE_NOOP("Office", "In all")), QString(),
                       m_locale.toString(figure(m_figures, "claimed")),
                       m_locale.toString(figure(m_figures, "reserved")),
                       m_locale.toString(figure(m_figures, "redeemed")),
                       m_locale.toString(figure(m_figures, "givenBack")), money(m_figures, "discount"),
                       m_locale.toString(figure(m_figures, "sales")), money(m_figures, "gross"),
                       formatVolume({figure(m_figures, "volumeMl")}, m_locale)})
                  .toUtf8());
    for (const QLabel *text : {m_baskets, m_uplift, m_return})
        if (!text->text().isEmpty())
            out.write(csvLine({say(QT_TRANSLATE_NOOP("Office", "In words")), text->text()}).toUtf8());
    if (!out.commit())
        return fail(ErrorCode::StoreFailed, out.errorString());
    return rows;
}

void CampaignReport::save()
{
    auto *dialog = new QFileDialog(this, say(QT_TRANSLATE_NOOP("Office", "Export as CSV…")), QString(),
                                   say(QT_TRANSLATE_NOOP("Office", "CSV files (*.csv)")));
    dialog->setObjectName(QStringLiteral("reportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        const auto rows = exportCsv(file);
        m_problem->setText(rows ? QString() : sentence(rows.error()));
        m_problem->setVisible(!rows);
    });
    dialog->open();
}

}
