#include "tests/pilot/pilot.h"

#include <QCoreApplication>
#include <QGenericPlugin>

namespace youka::pilot {

class PilotPlugin : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "pilot.json")
public:
    QObject *create(const QString &, const QString &) override
    {
        return new Pilot(qEnvironmentVariable("YOUKA_PILOT"));
    }
};

}

#include "pilot_plugin.moc"
