#pragma once

#include "core/domain/cards/card_source.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace youka {

/// What a holder is shown of the card: the figures, and the last movements as rows.
class BalanceModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QString availableText READ availableText NOTIFY changed)
    Q_PROPERTY(QString heldText READ heldText NOTIFY changed)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
    Q_PROPERTY(bool active READ isActive NOTIFY changed)
    Q_PROPERTY(QString expiresText READ expiresText NOTIFY changed)
    Q_PROPERTY(QString asOfText READ asOfText NOTIFY changed)
public:
    enum Role { TimeRole = Qt::UserRole, WhatRole, AmountRole, IncomingRole };

    BalanceModel(const Clock &clock, Translator &translator, QObject *parent = nullptr);

    void setBalance(std::optional<CardBalance> balance);
    QString availableText() const { return m_balance ? m_texts.money(m_balance->available) : QString(); }
    /// Empty when nothing is reserved.
    QString heldText() const;
    QString stateText() const { return m_balance ? cardStateText(m_balance->state) : QString(); }
    bool isActive() const { return m_balance && m_balance->state == CardState::Active; }
    QString expiresText() const;
    /// Empty when the centre answered; else how old the station's own figure is.
    QString asOfText() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();

private:
    const Clock &m_clock;
    Texts m_texts;
    std::optional<CardBalance> m_balance;
};

}
