#pragma once

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QJsonObject;
class QPushButton;

namespace youka {

struct RecordColumn;

/// All of one record, to be read: a line for each thing that it has. Deletes itself when it is closed.
/// Objects: <name>, <name>Text (each text), <name>Close.
class DetailDialog : public QDialog
{
    Q_OBJECT
public:
    DetailDialog(const QString &name, const QString &title, int width, QWidget *parent);

    /// What is empty is left out.
    void addText(const QString &label, const QString &text);
    void addTexts(const QList<RecordColumn> &columns, const QJsonObject &record);
    /// Over the whole width.
    void addWide(QWidget *widget);
    /// Beside the closing one.
    QPushButton *addButton(const QString &name, const QString &text);
    /// As high as its texts are at that width.
    void fit();

private:
    QFormLayout *m_form;
    QDialogButtonBox *m_buttons;
};

}
