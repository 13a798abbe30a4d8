#pragma once

#include "core/domain/coupons/best_set.h"
#include "ui/sentences/campaign_words.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QSpinBox;

namespace youka {

/// What a campaign would take off this basket where and when it applies, worked out as a till would.
BestSet previewOf(const Campaign &campaign, const Basket &basket);

/// A sample basket, some fuel, a wash and a drink, and what a campaign takes off it. Objects:
/// preview<Line>Quantity and preview<Line>Off for Fuel, Wash, Drink, Goods and TopUp, previewResult.
class CampaignPreview : public QWidget
{
    Q_OBJECT
public:
    /// `house` outlives it.
    CampaignPreview(const CampaignHouse &house, Currency currency, const QLocale &locale,
                    QWidget *parent = nullptr);
    void show(const Campaign &campaign);

private:
    struct Line
    {
        QString product;
        QString group;
        Product::Unit unit = Product::Unit::Piece;
        UnitPrice price;
        QLabel *name = nullptr;
        QSpinBox *quantity = nullptr;
        QLabel *gross = nullptr;
        QLabel *off = nullptr;
    };
    Line &addLine(const char *name, const QString &text, int quantity, int most);
    void choose();
    static void showLine(const Line &line, bool visible);
    void refresh();
    void refreshTopUp();
    Basket basket() const;
    UnitPrice priceOf(const QString &product, qint64 otherwise) const;

    const CampaignHouse &m_house;
    const Currency m_currency;
    const QLocale m_locale;
    QGridLayout *m_grid;
    std::vector<std::unique_ptr<Line>> m_lines;
    Line *m_fuel;
    Line *m_wash;
    Line *m_drink;
    Line *m_goods; ///< what the campaign speaks of besides
    Line *m_topUp;
    QLabel *m_result;
    Campaign m_campaign;
};

}
