#include "ui/widgets/campaign_preview.h"

#include "core/foundation/base/format.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"

#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

namespace youka {

namespace {

// What a sample costs where the price book does not know it.
constexpr qint64 FuelMilli = 8'000;
constexpr qint64 WashMilli = 30'000;
constexpr qint64 DrinkMilli = 5'000;
constexpr qint64 GoodsMilli = 10'000;

QString offText(Money off, const QLocale &locale)
{
    return off.isZero() ? QString() : u'−' + formatMoney(off, locale);
}

}

BestSet previewOf(const Campaign &campaign, const Basket &basket)
{
    Candidate candidate;
    candidate.terms = campaign.terms;
    // A person asks what it gives; where and when is said beside it.
    Scope &scope = candidate.terms.scope;
    scope.stations.clear();
    scope.regions.clear();
    scope.channels = {};
    scope.payings = {};
    scope.segments.clear();
    scope.levels.clear();
    scope.cardTypes.clear();
    scope.dates.clear();
    scope.weekdays = 0;
    scope.hourFrom = scope.hourUntil = {};
    scope.firstPurchase = false;
    Occasion occasion;
    occasion.at = campaign.terms.from;
    occasion.local = campaign.terms.from.toDateTime();
    occasion.member.customer = {1};
    return bestSet({&candidate, 1}, basket, occasion, {});
}

CampaignPreview::CampaignPreview(const CampaignHouse &house, Currency currency, const QLocale &locale,
                                 QWidget *parent)
    : QWidget(parent)
    , m_house(house)
    , m_currency(currency)
    , m_locale(locale)
    , m_grid(new QGridLayout(this))
    , m_result(new QLabel)
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * designTokens().grid);
    m_grid->setColumnStretch(0, 1);
    m_fuel = &addLine("Fuel", say(QT_TRANSLATE_NOOP("Office", "Fuel, L")), 40, 1'000);
    m_wash = &addLine("Wash", say(QT_TRANSLATE_NOOP("Office", "Car wash")), 1, 100);
    m_drink = &addLine("Drink", say(QT_TRANSLATE_NOOP("Office", "Drink")), 1, 100);
    m_goods = &addLine("Goods", {}, 1, 1'000);
    m_topUp = &addLine("TopUp", say(QT_TRANSLATE_NOOP("Office", "Top-up")), 500, 100'000);
    m_result->setObjectName(QStringLiteral("previewResult"));
    m_result->setWordWrap(true);
    m_grid->addWidget(m_result, m_grid->rowCount(), 0, 1, 4);
    m_wash->product = m_wash->group = QStringLiteral("wash");
    m_wash->price = {WashMilli, currency};
    m_drink->product = QStringLiteral("drink");
    m_drink->group = QStringLiteral("drinks");
    m_drink->price = {DrinkMilli, currency};
    m_fuel->unit = Product::Unit::Litre;
}

CampaignPreview::Line &CampaignPreview::addLine(const char *name, const QString &text, int quantity, int most)
{
    const auto object = [name](const char *part) {
        return QStringLiteral("preview") + QLatin1String(name) + QLatin1String(part);
    };
    const int row = m_grid->rowCount();
    auto line = std::make_unique<Line>();
    line->name = new QLabel(text);
    line->quantity = new QSpinBox;
    line->quantity->setObjectName(object("Quantity"));
    line->quantity->setAccessibleName(text);
    line->quantity->setRange(0, most);
    line->quantity->setLocale(m_locale);
    line->quantity->setButtonSymbols(QSpinBox::NoButtons);
    line->quantity->setAlignment(Qt::AlignRight);
    line->quantity->setValue(quantity);
    line->gross = new QLabel;
    line->off = new QLabel;
    line->off->setObjectName(object("Off"));
    for (QLabel *figure : {line->gross, line->off})
        figure->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->off->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("−¥1,234.00")));
    m_grid->addWidget(line->name, row, 0);
    m_grid->addWidget(line->quantity, row, 1);
    m_grid->addWidget(line->gross, row, 2);
    m_grid->addWidget(line->off, row, 3);
    connect(line->quantity, &QSpinBox::valueChanged, this, &CampaignPreview::refresh);
    m_lines.push_back(std::move(line));
    return *m_lines.back();
}

UnitPrice CampaignPreview::priceOf(const QString &product, qint64 otherwise) const
{
    const auto its = m_house.prices.constFind(product);
    return its != m_house.prices.cend() && its->currency == m_currency ? *its
                                                                       : UnitPrice{otherwise, m_currency};
}

void CampaignPreview::showLine(const Line &line, bool visible)
{
    for (QWidget *widget : {static_cast<QWidget *>(line.name), static_cast<QWidget *>(line.quantity),
                            static_cast<QWidget *>(line.gross), static_cast<QWidget *>(line.off)})
        widget->setVisible(visible);
}

/// The samples are of what the campaign speaks of, where it speaks of something.
void CampaignPreview::choose()
{
    const Scope &scope = m_campaign.terms.scope;
    const QStringList &fuels = m_house.fuels;
    QString fuel = fuels.contains(QStringLiteral("95")) ? QStringLiteral("95") : fuels.value(0);
    QString goods;
    for (const QString &product : scope.products)
        if (fuels.contains(product)) {
            fuel = product;
            break;
        }
    QStringList named = scope.products;
    if (!m_campaign.terms.offer.product.isEmpty())
        named.prepend(m_campaign.terms.offer.product);
    for (const QString &product : std::as_const(named))
        if (!fuels.contains(product) && product != m_wash->product && product != m_drink->product) {
            goods = product;
            break;
        }
    QString group;
    for (const QString &name : scope.groups)
        if (name != m_wash->group && name != m_drink->group)
            group = name;
    m_fuel->product = fuel;
    m_fuel->name->setText(say(QT_TRANSLATE_NOOP("Office", "%1, L")).arg(m_house.nameOf(fuel)));
    m_fuel->price = priceOf(fuel, FuelMilli);
    m_goods->product = goods.isEmpty() ? group : goods;
    m_goods->group = group;
    m_goods->name->setText(goods.isEmpty() ? group : m_house.nameOf(goods));
    m_goods->price = priceOf(goods, GoodsMilli);
}

Basket CampaignPreview::basket() const
{
    Basket basket;
    basket.currency = m_currency;
    for (const auto &line : m_lines) {
        const qint64 quantity = qint64(line->quantity->value()) * 1'000;
        if (line.get() == m_topUp || line->product.isEmpty() || quantity == 0)
            continue;
        const auto amount = amountFor({quantity}, line->price);
        if (amount)
            basket.lines.push_back({line->product, line->group, line->unit, quantity, line->price, *amount});
    }
    return basket;
}

void CampaignPreview::show(const Campaign &campaign)
{
    m_campaign = campaign;
    choose();
    refresh();
}

void CampaignPreview::refreshTopUp()
{
    const Money amount{qint64(m_topUp->quantity->value())
                           * (m_currency.exponent() == 0       ? 1
                                  : m_currency.exponent() == 2 ? 100
                                                               : 1'000),
                       m_currency};
    m_topUp->gross->setText(formatMoney(amount, m_locale));
    const auto bonus = topUpBonus(m_campaign.terms, amount);
    m_result->setText(bonus ? say(QT_TRANSLATE_NOOP("Office", "The customer gets %1 bonus."))
                                  .arg(formatMoney(*bonus, m_locale))
                            : sentence(bonus.error()));
}

void CampaignPreview::refresh()
{
    const bool isTopUp = m_campaign.terms.offer.kind == OfferKind::TopUpBonus;
    for (const auto &line : m_lines)
        showLine(*line,
                 (line.get() == m_topUp) == isTopUp
                     && (line.get() != m_goods || !m_goods->product.isEmpty()));
    if (isTopUp)
        return refreshTopUp();
    const Basket sample = basket();
    const BestSet best = previewOf(m_campaign, sample);
    size_t place = 0;
    for (const auto &line : m_lines) {
        const bool isIn = place < sample.lines.size() && sample.lines[place].product == line->product;
        line->gross->setText(isIn ? formatMoney(sample.lines[place].amount, m_locale) : QString());
        line->off->setText(isIn ? offText(best.discounts.perLine[place], m_locale) : QString());
        place += isIn ? 1 : 0;
    }
    if (best.chosen.empty() && !best.reasons.empty() && best.reasons[0])
        return m_result->setText(sentence(*best.reasons[0]));
    m_result->setText(say(QT_TRANSLATE_NOOP("Office", "%1 off: the customer pays %2 instead of %3."))
                          .arg(formatMoney(best.discounts.total, m_locale),
                               formatMoney(sample.gross() - best.discounts.total, m_locale),
                               formatMoney(sample.gross(), m_locale)));
}

}
