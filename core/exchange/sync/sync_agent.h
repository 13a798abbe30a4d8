#pragma once

#include "core/exchange/api/api_client.h"
#include "core/exchange/sync/clock_trust.h"
#include "core/exchange/sync/outbox.h"
#include "core/exchange/sync/terminal_list.h"

#include <QRandomGenerator>
#include <QTimer>

namespace youka {

/// Keeps one terminal in step with the server: sends what the outbox holds, asks the feed for what changed
/// (the server holds the question until something does). One upload and one question in flight at a time;
/// without a network it waits longer each time, with jitter, so that a whole chain of stations does not come
/// back at one moment.
class SyncAgent : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        int feedMs = 250;   ///< between an answer of the feed and the next question
        int holdS = 10;     ///< for so long the server may hold a question; a dead line is noticed after it
        int awayMs = 1'000; ///< between two questions that were not answered
        QList<int> backOffMs{1'000, 2'000, 5'000, 10'000, 30'000, 60'000};
        quint32 jitterSeed = 0; ///< 0: the system's randomness
    };
    SyncAgent(ApiClient &api, Outbox &outbox, TerminalList &list, ClockWatch &watch, const Clock &clock,
              Pace pace);

    void start();
    /// Upload now. Safe at any time.
    void flush();

    bool isOnline() const { return m_online; }
    Outbox::State queue() const { return m_queue; }
    /// Why the server will not take this terminal's records any more; needs a person.
    const std::optional<Error> &refusal() const { return m_refusal; }

    /// Why the card list that was offered was not taken; the one in force stands.
    const std::optional<Error> &listRefusal() const { return m_listRefusal; }

Q_SIGNALS:
    void stateChanged(); ///< online, waiting or parked
    void uploaded(qint64 upTo);
    void pricesChanged();
    void staffChanged();

private:
    void upload();
    void uploadAnswered(const FactBatch &batch, const Result<QJsonObject> &reply);
    void uploadRefused(const Error &error);
    void askFeed();
    void feedUnanswered();
    void feedAnswered(const Result<QJsonObject> &reply);
    void learnKey(const QString &base64);
    void refuseList(const Error &error);
    void askPage();
    void pageAnswered(const Result<QJsonObject> &reply);
    void setOnline(bool online);
    void refreshQueue();
    void retryLater(int retryAfterS = 0);

    ApiClient &m_api;
    Outbox &m_outbox;
    TerminalList &m_list;
    ClockWatch &m_watch;
    const Clock &m_clock;
    const Pace m_pace;
    QTimer m_feedTimer;
    QTimer m_uploadTimer;
    QRandomGenerator m_jitter;
    qsizetype m_failures = 0;
    qint64 m_notBeforeMs = 0; ///< what a busy server said
    ApiClient::Packing m_packing = ApiClient::Packing::WhenWorthIt;
    bool m_uploading = false;
    bool m_online = false;
    qint64 m_freshSavedMs = 0;
    Outbox::State m_queue;
    std::optional<Error> m_refusal;
    std::optional<Error> m_listRefusal;
};

}
