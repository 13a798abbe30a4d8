#pragma once

#include "apps/sim/billers/sim_biller_commands.h"
#include "apps/sim/messages/sim_post.h"
#include "apps/sim/oauth/sim_oauth.h"
#include "apps/sim/pay/sim_pay_settings.h"
#include "apps/sim/sim_desfire.h"
#include "apps/sim/sim_pump.h"
#include "apps/sim/sim_tank.h"

#include <QStringList>

namespace youka::sim {

/// What stands on the desk. The defaults are four sides with four products and two readers.
struct SimSettings
{
    QString portsDir;    ///< links to the pseudo-terminals: pumps, reader-<name>, printer-<name>, gauge
    QString controlPath; ///< local socket; empty: none
    quint32 seed = 1;
    int baud = 0;  ///< pace of the wires; 0: unlimited
    int speed = 1; ///< fuel flows so many times faster
    QList<SimPumpConfig> pumps;
    QList<SimTankConfig> tanks; ///< none: there is no gauge
    QStringList readers;
    QStringList printers;
    std::optional<Personalisation> chips; ///< what genuine chip cards carry; absent: there are none
    PaySettings payments;
    OauthSettings oauth;
    BillerSettings billers;
    PostSettings post;

    /// File: [sim] ports control seed baud speed currency readers printers chips; [[pump]] number address
    /// nozzles =
    /// ["92:7.31", ...] flow overrun paired_totals programmed; [[tank]] number product capacity
    /// volume flow temperature; [oauth] port wechat_app wechat_secret alipay_app person; PaySettings,
    /// BillerSettings and PostSettings. Errors: SettingsInvalid.
    static Result<SimSettings> load(const QString &file);
};

}
