#pragma once

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace youka {

/// Some of a list, each with a check box, found by typing; picked ones stay in sight. Objects, when it
/// has a name: <name>Filter, <name>Choices.
class PickList : public QWidget
{
    Q_OBJECT
public:
    /// Text and key of each.
    explicit PickList(const QList<QPair<QString, QString>> &choices, QWidget *parent = nullptr);

    void nameParts();
    /// Keys that are not among the choices are added to them.
    void setPicked(const QStringList &keys);
    QStringList picked() const;

Q_SIGNALS:
    void changed();

private:
    void addChoice(const QString &text, const QString &key);
    void filter(const QString &text);

    QLineEdit *m_filter;
    QListWidget *m_list;
};

}
