#pragma once

#include "apps/sim/billers/sim_biller.h"
#include "core/foundation/base/settings.h"

#include <memory>

namespace youka::sim {

/// Who stands behind the billers' contract: [[biller]] code secret port kind accounts ("110123456789
/// 110123456790"). Without one there are none.
struct BillerSettings
{
    struct One
    {
        QString code;
        QByteArray secret;
        quint16 port = 0;
        QString kind;
        QStringList accounts;
    };
    QList<One> billers;
    /// Errors: SettingsInvalid.
    static Result<BillerSettings> read(Settings &in);
};

/// The part of the control language that is about billers. `times` is 1 unless said.
///
///   biller-list   biller-fault {biller, fault, times?, verb?, value?}   biller-clear {biller}
///   biller-finish {biller}   biller-bill {biller, account, bill, fen, late_fen?, least_fen?}
class BillerCommands
{
public:
    BillerCommands(const Clock &clock, const BillerSettings &settings);
    /// Errors: Unavailable.
    Result<void> listen();
    /// Errors: InvalidInput, NotFound.
    Result<QJsonObject> run(const QJsonObject &command);
    QJsonArray books() const;
    /// "SGCC at http://127.0.0.1:1234", one a line.
    QByteArray places() const;

private:
    SimBiller *find(const QString &code) const;
    std::vector<std::unique_ptr<SimBiller>> m_billers;
    const BillerSettings m_settings;
};

}
