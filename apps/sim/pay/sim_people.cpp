#include "apps/sim/pay/sim_people.h"

#include <algorithm>

namespace youka::sim {

namespace {

constexpr qint64 CodeLifeMs = 60'000;

}

std::optional<PayManner> payMannerFromName(const QString &name)
{
    if (name.isEmpty() || name == QLatin1String("pay"))
        return PayManner::Pays;
    if (name == QLatin1String("later"))
        return PayManner::Later;
    if (name == QLatin1String("fail"))
        return PayManner::WrongPin;
    if (name == QLatin1String("away"))
        return PayManner::WalksAway;
    return std::nullopt;
}

PayCustomer &PayPeople::add(const PayCustomer &customer)
{
    PayCustomer *known = find(customer.name);
    if (!known) {
        m_customers.push_back(customer);
        known = &m_customers.back();
    } else {
        const QString id = known->walletId;
        *known = customer;
        known->walletId = id;
    }
    if (known->walletId.isEmpty())
        known->walletId =
            (known->channel == QLatin1String("alipay") ? QStringLiteral("2088") : QStringLiteral("o6"))
            + digits(12);
    return *known;
}

PayCustomer *PayPeople::find(const QString &name)
{
    const auto found = std::find_if(m_customers.begin(), m_customers.end(),
                                    [&](const PayCustomer &customer) { return customer.name == name; });
    return found == m_customers.end() ? nullptr : &*found;
}

QString PayPeople::digits(int count)
{
    QString text;
    while (text.size() < count)
        text += QChar(u'0' + char16_t(m_random.bounded(10)));
    return text;
}

QString PayPeople::showCode(const QString &name, PayManner manner)
{
    PayCustomer *customer = find(name);
    if (!customer)
        return {};
    QString code;
    if (customer->channel == QLatin1String("wechat"))
        code = QString::number(10 + m_random.bounded(6)) + digits(16);
    else if (customer->channel == QLatin1String("alipay"))
        code = QString::number(25 + m_random.bounded(6)) + digits(16);
    else
        code = QStringLiteral("62") + digits(17);
    m_codes.insert(code, {customer, manner, m_clock.now().plusMs(CodeLifeMs), false});
    return code;
}

PayPeople::Shown *PayPeople::shown(const QString &code)
{
    const auto at = m_codes.find(code);
    return at == m_codes.end() ? nullptr : &*at;
}

}
