#include "ui/viewmodels/staff_list_model.h"

#include "ui/sentences/sentences.h"

#include <algorithm>

namespace youka {

StaffListModel::StaffListModel(Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        if (!m_members.isEmpty())
            Q_EMIT dataChanged(index(0), index(count() - 1), {DetailRole});
    });
}

void StaffListModel::setMembers(const QList<StaffMember> &members)
{
    beginResetModel();
    m_members = members;
    endResetModel();
    Q_EMIT countChanged();
}

const StaffMember *StaffListModel::find(StaffId id) const
{
    const auto at = std::find_if(m_members.cbegin(), m_members.cend(),
                                 [id](const StaffMember &member) { return member.id == id; });
    return at == m_members.cend() ? nullptr : &*at;
}

int StaffListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QVariant StaffListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StaffMember &member = m_members[index.row()];
    switch (role) {
    case NameRole:
        return member.name;
    case DetailRole:
        //: A tile of the sign-in: the number to type instead, and cashier, manager or system operator
        return tr("No. %1 · %2").arg(QString::number(member.id.value), roleText(member.role));
    default:
        return {};
    }
}

QHash<int, QByteArray> StaffListModel::roleNames() const
{
    return {{NameRole, "name"}, {DetailRole, "detail"}};
}

}
