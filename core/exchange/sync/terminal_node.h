#pragma once

#include "core/exchange/sync/goods_list.h"
#include "core/exchange/sync/member_client.h"
#include "core/exchange/sync/points_client.h"
#include "core/exchange/sync/refund_client.h"
#include "core/exchange/sync/staff_list.h"
#include "core/exchange/sync/station_authoriser.h"
#include "core/exchange/sync/station_coupons.h"
#include "core/exchange/sync/sync_agent.h"
#include "core/exchange/sync/terminal_store.h"
#include "core/foundation/base/settings.h"

namespace youka {

/// What every terminal's settings file says of itself and of the server.
struct TerminalSettings
{
    QString dataDir; ///< store and key ring
    QString masterKeyFile;
    QUrl server;
    QString serverCertificate; ///< PEM file; empty: the system's authorities
    OfflineLimits offline;
    OfflineCouponLimits coupons;
    QString language; ///< "zh_CN" or "en"
    QString theme;    ///< "light", "dark" or "contrast"

    /// Reads [terminal], [server] and [offline]. `program` names the default folder. What is wrong is
    /// remembered by `in`.
    static TerminalSettings read(Settings &in, const QString &program);
    /// Errors: NotFound (the certificate file).
    Result<ApiClient::Settings> api() const;
};

/// Everything an enrolled terminal has on the server's side, in the order of its dependencies.
struct TerminalNode
{
    struct Options
    {
        OfflineLimits limits;
        SyncAgent::Pace pace;
        int timeoutMs = 5'000;
        OfflineCouponLimits coupons = {};
    };
    TerminalNode(TerminalStore &terminalStore, TerminalIdentity identity,
                 std::unique_ptr<HttpTransport> server, const Options &options, const Clock &clock);

    TerminalIdentity self;
    ApiClient api;
    Outbox outbox;
    TerminalList list;
    StaffList staff;
    CampaignList campaigns;
    GoodsList goods;
    ClockWatch watch;
    StationAuthoriser authoriser;
    StationCardDesk desk;
    StationCouponDesk coupons;
    MemberClient members;
    PointsClient points;
    RefundClient refunds;
    SyncAgent agent;
};

/// A terminal's own store and what stands on it.
struct OpenedTerminal
{
    std::unique_ptr<TerminalStore> store;
    std::unique_ptr<TerminalNode> node;
};
/// Opens an enrolled terminal; nothing is asked of the server yet. Errors: NotSignedIn (not enrolled),
/// NotFound (the certificate file), those of the store.
Result<OpenedTerminal> openTerminal(const TerminalSettings &settings, const Clock &clock);

/// Enrols this terminal with a one-time code and keeps what the server answers; returns when it is done. A
/// lost answer is asked for again by calling it again. Errors: EnrolmentCodeInvalid, Unavailable, Timeout,
/// OperationConflict (already enrolled with another code), those of the store.
Result<TerminalIdentity> enrolTerminal(TerminalStore &store, const ApiClient::Settings &server,
                                       const QString &code, const Clock &clock);

}
