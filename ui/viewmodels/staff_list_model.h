#pragma once

#include "core/domain/access/staff_desk.h"
#include "ui/sentences/translator.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// Who may sign in here, as tiles.
class StaffListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role {
        NameRole = Qt::UserRole,
        DetailRole, ///< "No. 7 · Cashier"
    };

    explicit StaffListModel(Translator &translator, QObject *parent = nullptr);

    int count() const { return int(m_members.size()); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    void setMembers(const QList<StaffMember> &members);
    const QList<StaffMember> &members() const { return m_members; }
    const StaffMember *find(StaffId id) const;

Q_SIGNALS:
    void countChanged();

private:
    QList<StaffMember> m_members;
};

}
