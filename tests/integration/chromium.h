#pragma once

#include "core/foundation/base/result.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

namespace youka::test {

/// A real browser that a test walks through pages with, over its own protocol (Chrome DevTools, 1.3).
class Chromium
{
public:
    static QString program() { return QStandardPaths::findExecutable(QStringLiteral("chromium")); }

    bool start()
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(
            program(),
            {QStringLiteral("--headless=new"), QStringLiteral("--no-sandbox"),
             QStringLiteral("--disable-gpu"), QStringLiteral("--disable-extensions"),
             QStringLiteral("--disable-background-networking"), QStringLiteral("--hide-scrollbars"),
             QStringLiteral("--ignore-certificate-errors"), QStringLiteral("--remote-allow-origins=*"),
             QStringLiteral("--remote-debugging-port=0"),
             QStringLiteral("--user-data-dir=%1").arg(m_dir.path()), QStringLiteral("about:blank")});
        QFile port(m_dir.filePath(QStringLiteral("DevToolsActivePort")));
        QByteArray said;
        const auto isUp = [&] {
            if (port.open(QIODevice::ReadOnly)) {
                said = port.readAll();
                port.close();
            }
            return said.contains("/devtools/");
        };
        if (!QTest::qWaitFor(isUp, 30'000))
            return false;
        const QList<QByteArray> lines = said.split('\n');
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            hear(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        m_socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1%2")
                               .arg(QString::fromLatin1(lines[0]), QString::fromLatin1(lines[1]))));
        if (!QTest::qWaitFor([&] { return m_socket.state() == QAbstractSocket::ConnectedState; }, 10'000))
            return false;
        const QJsonObject made = call(QStringLiteral("Target.createTarget"),
                                      {{QStringLiteral("url"), QStringLiteral("about:blank")}});
        const QJsonObject attached = call(QStringLiteral("Target.attachToTarget"),
                                          {{QStringLiteral("targetId"), made[QLatin1String("targetId")]},
                                           {QStringLiteral("flatten"), true}});
        m_session = attached[QLatin1String("sessionId")].toString();
        for (const char *domain : {"Page.enable", "Runtime.enable", "Log.enable", "Network.enable"})
            call(QLatin1String(domain));
        return !m_session.isEmpty();
    }
    ~Chromium()
    {
        // It clears away behind itself only when it is asked to go.
        m_socket.sendTextMessage(QStringLiteral("{\"id\":0,\"method\":\"Browser.close\"}"));
        QTest::qWait(0);
        if (!m_process.waitForFinished(10'000)) {
            m_process.kill();
            m_process.waitForFinished(5'000);
        }
    }

    QJsonObject call(const QString &method, const QJsonObject &params = {})
    {
        QJsonObject message{{QStringLiteral("id"), ++m_last},
                            {QStringLiteral("method"), method},
                            {QStringLiteral("params"), params}};
        if (!m_session.isEmpty() && !method.startsWith(QLatin1String("Target."))
            && !method.startsWith(QLatin1String("Browser.")))
            message.insert(QStringLiteral("sessionId"), m_session);
        const int id = m_last;
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
        ensure(QTest::qWaitFor([&] { return m_answers.contains(id); }, 20'000), "the browser answers");
        return m_answers.take(id);
    }
    /// What a script says, as text.
    QString eval(const QString &script)
    {
        const QJsonObject said =
            call(QStringLiteral("Runtime.evaluate"),
                 {{QStringLiteral("expression"), QStringLiteral("String(%1)").arg(script)}});
        return said[QLatin1String("result")][QLatin1String("value")].toString();
    }
    /// Runs something that leads to another page, and waits until that is there.
    template <class Work>
    bool leads(Work work)
    {
        const int before = m_loads;
        work();
        return QTest::qWaitFor([&] { return m_loads > before; }, 20'000);
    }
    bool open(const QString &url)
    {
        return leads([&] { call(QStringLiteral("Page.navigate"), {{QStringLiteral("url"), url}}); });
    }
    /// As fingers do it.
    void type(const QString &selector, const QString &text)
    {
        eval(QStringLiteral("document.querySelector('%1').focus()").arg(selector));
        call(QStringLiteral("Input.insertText"), {{QStringLiteral("text"), text}});
    }
    bool press(const QString &selector)
    {
        return leads([&] { eval(QStringLiteral("document.querySelector('%1').click()").arg(selector)); });
    }
    QString text() { return eval(QStringLiteral("document.body.innerText")); }
    QString path() { return eval(QStringLiteral("location.pathname")); }
    void setWindow(int width, int height, bool isPhone)
    {
        call(QStringLiteral("Emulation.setDeviceMetricsOverride"),
             {{QStringLiteral("width"), width},
              {QStringLiteral("height"), height},
              {QStringLiteral("deviceScaleFactor"), 1},
              {QStringLiteral("mobile"), isPhone}});
    }
    void setDark(bool dark)
    {
        const QJsonObject feature{
            {QStringLiteral("name"), QStringLiteral("prefers-color-scheme")},
            {QStringLiteral("value"), dark ? QStringLiteral("dark") : QStringLiteral("light")}};
        call(QStringLiteral("Emulation.setEmulatedMedia"),
             {{QStringLiteral("features"), QJsonArray{feature}}});
    }
    bool shoot(const QString &file)
    {
        const QByteArray png = QByteArray::fromBase64(
            call(QStringLiteral("Page.captureScreenshot"))[QLatin1String("data")].toString().toLatin1());
        QFile out(file);
        return !png.isEmpty() && out.open(QIODevice::WriteOnly) && out.write(png) == png.size();
    }
    /// What the browser complained about; a policy that was broken is among it.
    QStringList complaints;

private:
    void hear(const QJsonObject &message)
    {
        if (message.contains(QLatin1String("id"))) {
            m_answers.insert(message[QLatin1String("id")].toInt(),
                             message[QLatin1String("result")].toObject());
            return;
        }
        const QString method = message[QLatin1String("method")].toString();
        const QJsonObject params = message[QLatin1String("params")].toObject();
        if (method == QLatin1String("Page.loadEventFired"))
            ++m_loads;
        if (method == QLatin1String("Log.entryAdded"))
            complaints += params[QLatin1String("entry")][QLatin1String("text")].toString();
        if (method == QLatin1String("Runtime.exceptionThrown"))
            complaints += QString::fromUtf8(QJsonDocument(params).toJson());
    }

    QTemporaryDir m_dir;
    QProcess m_process;
    QWebSocket m_socket;
    QString m_session;
    QHash<int, QJsonObject> m_answers;
    int m_last = 0;
    int m_loads = 0;
};

}
