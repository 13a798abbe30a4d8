#include "ui/viewmodels/balance_model.h"

namespace youka {

BalanceModel::BalanceModel(const Clock &clock, Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        beginResetModel();
        endResetModel();
        Q_EMIT changed();
    });
}

void BalanceModel::setBalance(std::optional<CardBalance> balance)
{
    beginResetModel();
    m_balance = std::move(balance);
    endResetModel();
    Q_EMIT changed();
}

QString BalanceModel::heldText() const
{
    return m_balance && m_balance->held.isPositive()
        ? tr("%1 reserved for a sale under way").arg(m_texts.money(m_balance->held))
        : QString();
}

QString BalanceModel::expiresText() const
{
    return m_balance && m_balance->expires.isValid()
        ? tr("Valid until %1").arg(m_texts.date(m_balance->expires))
        : QString();
}

QString BalanceModel::asOfText() const
{
    if (!m_balance || m_balance->source == CardBalance::Source::Centre)
        return {};
    const QString when = m_texts.moment(m_balance->asOf, m_clock.now());
    return m_balance->source == CardBalance::Source::Station
        ? tr("As known at this station at %1; later movements may be missing").arg(when)
        : tr("As known at this terminal alone at %1; later movements may be missing").arg(when);
}

int BalanceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_balance ? 0 : int(m_balance->recent.size());
}

QVariant BalanceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CardBalance::Line &line = m_balance->recent[index.row()];
    switch (role) {
    case TimeRole:
        return m_texts.moment(line.at, m_clock.now());
    case WhatRole: {
        const QString what = line.what == QLatin1String("sale") ? tr("Fuel")
            : line.what == QLatin1String("top-up")              ? tr("Top-up")
            : line.what == QLatin1String("reversal")            ? tr("Reversal")
                                                                : tr("Booking");
        return line.detail.isEmpty() ? what : QStringLiteral("%1 · %2").arg(what, productName(line.detail));
    }
    case AmountRole:
        return m_texts.money(line.amount);
    case IncomingRole:
        return line.amount.isPositive();
    default:
        return {};
    }
}

QHash<int, QByteArray> BalanceModel::roleNames() const
{
    return {
        {TimeRole, "timeText"}, {WhatRole, "what"}, {AmountRole, "amountText"}, {IncomingRole, "incoming"}};
}

}
