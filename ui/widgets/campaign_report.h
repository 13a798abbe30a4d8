#pragma once

#include "ui/sentences/campaign_words.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_link.h"

#include <QDialog>
#include <QJsonObject>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QTableWidget;
class QTabWidget;
class QTimer;

namespace youka {

class BarChart;

/// What one campaign did: the totals, a chart by day, tables by day, station, channel, segment and level,
/// what its baskets were beside the others, and whether it brought more than it cost. While the campaign is
/// live it counts again by itself, seldom enough to keep the server free. Objects: campaignReport,
/// reportTotals, reportMeasure, reportChart, reportDays, reportStations, reportChannels, reportSegments,
/// reportLevels, reportBaskets, reportUplift, reportReturn, reportMargin, reportExport, reportRefresh,
/// reportClose, reportProblem.
class CampaignReport : public QDialog
{
    Q_OBJECT
public:
    /// `link` outlives it.
    CampaignReport(OfficeLink &link, const QJsonObject &campaign, const CampaignHouse &house, ThemeKind theme,
                   QWidget *parent);
    /// Every line of every table. UTF-8 with a byte order mark. Errors: StoreFailed.
    Result<int> exportCsv(const QString &file) const;
    /// Counting again takes at most a twentieth of the server's time, and never more often than this.
    static constexpr int CalmMs = 30'000;
    static constexpr int RestsPerCount = 20;

private:
    QWidget *makeTotals();
    void layOut();
    void load();
    void showFigures(const QJsonObject &figures);
    void showTotals();
    void showChart();
    void showTables();
    void showComparison();
    void comeAgain(qint64 tookMs);
    void fill(QTableWidget *table, const char *lines,
              const std::function<QString(const QJsonObject &)> &name);
    void save();
    QString money(const QJsonObject &record, const char *name) const;
    QString dayText(const QJsonObject &line) const;
    QString stationText(const QJsonObject &line) const;

    OfficeLink &m_link;
    const QJsonObject m_campaign;
    const CampaignHouse m_house;
    const QLocale m_locale;
    QList<QLabel *> m_totals;
    QComboBox *m_measure;
    BarChart *m_chart;
    QTabWidget *m_tabs;
    QTableWidget *m_days;
    QTableWidget *m_stations;
    QTableWidget *m_channels;
    QTableWidget *m_segments;
    QTableWidget *m_levels;
    QLabel *m_baskets;
    QLabel *m_uplift;
    QLabel *m_return;
    QDoubleSpinBox *m_margin;
    QTimer *m_again;
    QLabel *m_problem;
    QJsonObject m_figures;
};

/// "¥12.00 more a customer (95% sure: between ¥3.00 and ¥21.00)" and the like, of figures as they come from
/// the server; empty without a hold-out.
QString upliftText(const QJsonObject &figures, const QLocale &locale);
/// What each unit of discount earned, with its interval; or why that is not known.
QString returnText(const QJsonObject &figures, const QLocale &locale);

}
