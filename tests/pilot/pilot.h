#pragma once

#include <QJsonObject>
#include <QLocalServer>
#include <QPointF>
#include <QPointer>
#include <QTimer>
#include <QWindow>

#include <functional>
#include <optional>

namespace youka::pilot {

/// Drives a program's real windows from outside: finds controls by their objectName and sends them the input
/// events a hand would. Loaded into any Qt program as a generic platform plugin, so that the programs know
/// nothing of it. One JSON object a line comes in and one goes out, over a local socket named by
/// YOUKA_PILOT.
///   {"do":"tap","name":N}              {"do":"type","text":T}       {"do":"key","key":"F5"}
///   {"do":"wait","name":N,"text":T,"enabled":true}
///   {"do":"see","name":N}        {"do":"shot","file":F}
///   {"do":"names"}
/// tap takes a "row" where the control is a list or table.
/// tap and wait last until the control is visible, enabled and (wait) its text contains T, or "timeoutMs" is
/// over.
class Pilot : public QObject
{
    Q_OBJECT
public:
    explicit Pilot(const QString &socketName, QObject *parent = nullptr);

private:
    using Reply = std::function<void(const QJsonObject &)>;
    void serve();
    void obey(const QJsonObject &command, const Reply &reply);
    void until(const QJsonObject &command, const Reply &reply, const std::function<bool()> &reached);

    QLocalServer m_server;
};

/// A control as it stands in its window.
struct Control
{
    QPointer<QObject> object;
    QWindow *window = nullptr;
    QPointF centre; ///< in the window
    bool visible = false;
    bool enabled = false;
    QString text;
};

/// The visible control of that name, else a hidden one, else nothing.
std::optional<Control> findControl(const QString &name);
QStringList controlNames();
/// `row` >= 0: that row of a list or table. False: it has no such row yet.
bool tap(const Control &control, int row = -1);
void type(const QString &text);
void pressKey(const QString &sequence);
bool shot(const QString &file);

}
