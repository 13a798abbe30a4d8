#include "apps/server/biller_commands.h"

#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/billing/bill_rules.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <cstdio>

namespace youka {

namespace {

constexpr const char *Usage = "usage: youka-server biller add CODE KIND NAME_EN NAME_ZH GATEWAY SECRET_FILE "
                              "[DIGITS_LEAST DIGITS_MOST]\n"
                              "       KIND: electricity, water, gas, parking, property or phone\n"
                              "       youka-server biller list\n"
                              "       youka-server biller active CODE yes|no\n"
                              "       youka-server biller gateway CODE URL\n"
                              "       youka-server biller secret CODE FILE\n";
constexpr qsizetype SecretLeast = 16;

int usage()
{
    std::fputs(Usage, stderr);
    return 2;
}

/// What is done to billers is in the audit log.
using Work = std::function<Result<QString>(BillingRepository &)>;
int onBooks(const ServerSettings &settings, QTextStream &out, const QStringList &words, const Work &work)
{
    QString text;
    const auto done = openServerStore(settings)
                          .and_then([](const ServerStore &store) { return Database::open(store.store); })
                          .and_then([&](const std::unique_ptr<Database> &db) {
                              return db->transaction([&]() -> Result<void> {
                                  BillingRepository billers(*db);
                                  const auto said = work(billers);
                                  if (!said)
                                      return fail(said.error());
                                  text = *said;
                                  if (words[1] == QLatin1String("list"))
                                      return {};
                                  const AuditLog::Entry entry{
                                      QStringLiteral("youka-server"), QStringLiteral("biller.") + words[1],
                                      QStringLiteral("biller ") + words[2], words.value(3)};
                                  return AuditLog(*db).add(entry, SystemClock().now());
                              });
                          });
    if (!done) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(done.error())));
        return 1;
    }
    out << text << '\n';
    return 0;
}

Result<Biller> billerOf(BillingRepository &billers, const QString &code)
{
    return billers.biller(code).and_then([&](const std::optional<Biller> &found) -> Result<Biller> {
        return found ? Result<Biller>(*found) : fail(ErrorCode::BillerUnknown, code);
    });
}

Result<void> keepSecret(const ServerSettings &settings, const QString &code, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, path + QStringLiteral(": ") + file.errorString());
    const QByteArray bytes = file.read(4'096).trimmed();
    if (bytes.size() < SecretLeast)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("a secret of %1 characters or more is expected").arg(SecretLeast));
    return KeyRing::open(settings.dataDir, settings.masterKeyFile).and_then([&](KeyRing ring) {
        return ring.putSecret(billerSecretName(code), bytes);
    });
}

bool isGateway(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && !url.hasQuery()
        && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
}

int add(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    static const QRegularExpression Code(QStringLiteral("^[A-Z0-9]{2,12}$"));
    const auto kind = billerKindFromName(words.value(3));
    if (words.size() < 8 || !kind || !Code.match(words[2]).hasMatch() || !isGateway(words[6]))
        return usage();
    Biller biller;
    biller.code = words[2];
    biller.kind = *kind;
    biller.nameEn = words[4];
    biller.nameZh = words[5];
    biller.gateway = words[6];
    biller.digitsLeast = words.value(8, QString::number(biller.digitsLeast)).toInt();
    biller.digitsMost = words.value(9, QString::number(biller.digitsMost)).toInt();
    if (biller.digitsLeast < 4 || biller.digitsMost > 30 || biller.digitsMost < biller.digitsLeast)
        return usage();
    return onBooks(settings, out, words, [&](BillingRepository &billers) {
        return billers.insert(biller).and_then([&](BillerId id) {
            return keepSecret(settings, biller.code, words[7]).map([&] {
                return QStringLiteral("biller %1").arg(id.value);
            });
        });
    });
}

int list(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    return onBooks(settings, out, words, [](BillingRepository &billers) {
        return billers.billers(true).map([](const std::vector<Biller> &all) {
            QStringList lines;
            for (const Biller &one : all)
                lines += QStringLiteral("%1 %2 %3 %4 %5%6")
                             .arg(one.code, QString(billerKindName(one.kind)), one.nameEn, one.nameZh,
                                  one.gateway, one.active ? QString() : QStringLiteral(" (inactive)"));
            return lines.join(u'\n');
        });
    });
}

int change(const ServerSettings &settings, const QStringList &words, QTextStream &out,
           const std::function<void(Biller &)> &what)
{
    return onBooks(settings, out, words, [&](BillingRepository &billers) {
        return billerOf(billers, words[2]).and_then([&](Biller biller) {
            what(biller);
            return billers.update(biller).map([&] { return biller.code; });
        });
    });
}

}

int runBillerCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    const QString verb = words.value(1);
    const QString value = words.value(3);
    if (verb == QLatin1String("add"))
        return add(settings, words, out);
    if (verb == QLatin1String("list") && words.size() == 2)
        return list(settings, words, out);
    if (words.size() != 4)
        return usage();
    if (verb == QLatin1String("active") && (value == QLatin1String("yes") || value == QLatin1String("no")))
        return change(settings, words, out, [&](Biller &one) { one.active = value == QLatin1String("yes"); });
    if (verb == QLatin1String("gateway") && isGateway(value))
        return change(settings, words, out, [&](Biller &one) { one.gateway = value; });
    if (verb == QLatin1String("secret"))
        return onBooks(settings, out, words, [&](BillingRepository &billers) {
            return billerOf(billers, words[2]).and_then([&](const Biller &one) {
                return keepSecret(settings, one.code, value).map([&] { return one.code; });
            });
        });
    return usage();
}

}
