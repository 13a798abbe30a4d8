#include "apps/server/server.h"
#include "apps/server/web/customer_visit.h"
#include "core/foundation/base/format.h"

namespace youka {

namespace {

constexpr const char *Here = "/me/messages";
constexpr const char *HereApp = "/me/messages/app";
constexpr const char *HereNoApps = "/me/messages/no-apps";

struct Kind
{
    MessageKind kind;
    const char *word;
};
constexpr Kind Kinds[] = {
    {MessageKind::PaymentSuccess, "w.tellPayment"}, {MessageKind::TopUp, "w.tellTopUp"},
    {MessageKind::LowBalance, "w.tellLowBalance"},  {MessageKind::Limit, "w.tellLimit"},
    {MessageKind::CouponExpiring, "w.tellCoupon"},  {MessageKind::Invoice, "w.tellInvoice"}};
constexpr std::pair<MessageWay, const char *> Ways[] = {
    {MessageWay::Sms, "w.bySms"}, {MessageWay::Email, "w.byMail"}, {MessageWay::Push, "w.byApp"}};

MessageService messagesOf(const Visit &visit, Database &db)
{
    return {db, visit->server().messageKeys(), visit->server().messageTerms()};
}

/// "low-balance-sms": the box of one kind by one way.
QByteArray boxOf(MessageKind kind, MessageWay way)
{
    return QByteArray(messageKindName(kind).latin1()) + '-' + messageWayName(way).latin1();
}

/// The customer's money is of one currency, and so is what it may fall below.
Result<Currency> currencyOf(const Visit &visit, Database &db)
{
    return CustomerService(db, visit->server().cardKeys().customerWrapping)
        .customer(visit->customer())
        .map([](const Customer &customer) { return customer.currency; });
}

/// The ways that are open to this customer, each with its address as it may be seen.
QMap<MessageWay, QString> openWays(const Visit &visit, const std::vector<MessageContact> &contacts)
{
    QMap<MessageWay, QString> open;
    for (const MessageContact &contact : contacts)
        if (visit->server().messageTerms().ways.contains(contact.way))
            open[contact.way] =
                contact.way == MessageWay::Push ? QString() : maskedAddress(contact.way, contact.address);
    return open;
}

PageData kindRow(const Visit &visit, const Kind &kind, const QMap<MessageWay, QString> &open,
                 const std::vector<MessageRepository::OptOut> &declined)
{
    PageData row;
    row.values["kind"] = visit->word(kind.word);
    for (const auto &[way, word] : Ways) {
        if (!open.contains(way))
            continue;
        PageData box;
        box.values["name"] = QString::fromLatin1(boxOf(kind.kind, way));
        box.values["way"] = visit->word(word);
        box.values["address"] = open[way];
        const std::pair what{kind.kind, way};
        box.values["on"] = std::find(declined.begin(), declined.end(), what) == declined.end()
            ? QStringLiteral("1")
            : QString();
        row.lists["ways"].append(box);
    }
    return row;
}

/// What an app that shows these pages fills in and sends, and how it is turned off again.
void addApps(const Visit &visit, const std::vector<MessageContact> &contacts)
{
    if (!visit->server().messageTerms().ways.contains(MessageWay::Push))
        return;
    PageData token;
    visit->addForm(token, HereApp);
    visit->page.lists["register"] = {token};
    const auto count = std::count_if(contacts.begin(), contacts.end(),
                                     [](const MessageContact &one) { return one.way == MessageWay::Push; });
    if (count == 0)
        return;
    PageData off;
    visit->addForm(off, HereNoApps);
    off.values["count"] = visit->word("w.pushCount").arg(count);
    visit->page.lists["apps"] = {off};
}

void show(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        MessageService messages = messagesOf(visit, visit->reader());
        const auto contacts = messages.contactsOf(visit->customer());
        const auto declined = contacts ? messages.optOutsOf(visit->customer()) : fail(contacts.error());
        const auto currency = declined ? currencyOf(visit, visit->reader()) : fail(declined.error());
        const auto below =
            currency ? messages.lowBalance(visit->customer(), *currency) : fail(currency.error());
        if (!below)
            return visit->refuse(below.error());
        const auto open = openWays(visit, *contacts);
        if (open.isEmpty()) {
            visit->page.values["nobody"] = QStringLiteral("1");
        } else {
            PageData form;
            visit->addForm(form, Here);
            const bool isChinese = contacts->front().language == MessageLanguage::Chinese;
            form.values[isChinese ? "zh" : "en"] = QStringLiteral("1");
            form.values["below"] = plainAmount(*below);
            for (const Kind &kind : Kinds)
                form.lists["kinds"].append(kindRow(visit, kind, open, *declined));
            visit->page.lists["form"] = {form};
        }
        addApps(visit, *contacts);
        if (!visit->call->request.queryValue(QStringLiteral("done")).isEmpty())
            visit->page.values["done"] = visit->word("w.messagesSaved");
        visit->page.values["title"] = visit->word("w.messages");
        visit->show("messages");
    });
}

/// What was ticked of what the page showed.
struct Wishes
{
    MessageLanguage language = MessageLanguage::Chinese;
    Money below;
    QList<std::pair<MessageRepository::OptOut, bool>> declines;
};

Result<void> keep(const Visit &visit, Database &db, const Wishes &wishes, Timestamp now)
{
    MessageService messages = messagesOf(visit, db);
    const CustomerId customer = visit->customer();
    for (const auto &[what, declines] : wishes.declines)
        if (const auto set = messages.setOptOut(customer, what.first, what.second, declines, now); !set)
            return set;
    return messages.setLanguage(customer, wishes.language).and_then([&] {
        return messages.setWish(customer, {wishes.below}, now);
    });
}

void set(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        Wishes wishes;
        const auto language = messageLanguageOf(form.fields.text("language"));
        const auto currency = currencyOf(visit, visit->reader());
        if (!currency)
            return visit->refuse(currency.error());
        const auto below = parseAmount(form.fields.text("below", 12), *currency);
        if (!below || below->isNegative())
            return visit->refuse(422, visit->word("w.badAmount"), Here);
        wishes.language = language.value_or(MessageLanguage::Chinese);
        wishes.below = *below;
        const auto contacts = messagesOf(visit, visit->reader()).contactsOf(visit->customer());
        if (!contacts)
            return visit->refuse(contacts.error());
        const auto open = openWays(visit, *contacts);
        for (const Kind &kind : Kinds)
            for (const auto &[way, word] : Ways)
                if (open.contains(way))
                    wishes.declines.append(
                        {{kind.kind, way}, form.fields.text(boxOf(kind.kind, way).constData()).isEmpty()});
        writeOnce(
            visit, form.operation,
            [visit, wishes](Database &db, Timestamp now) {
                return keep(visit, db, wishes, now).map([] { return QJsonObject(); });
            },
            [visit](const QJsonObject &) { visit->goTo(QByteArray(Here) + "?done=1"); }, Here);
    });
}

void addApp(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        const QString token = form.fields.text("token", 300);
        const auto language =
            visit->language == Language::English ? MessageLanguage::English : MessageLanguage::Chinese;
        writeOnce(
            visit, form.operation,
            [visit, token, language](Database &db, Timestamp now) {
                return messagesOf(visit, db).addDevice(visit->customer(), token, language, now).map([] {
                    return QJsonObject();
                });
            },
            [visit](const QJsonObject &) { visit->goTo(QByteArray(Here) + "?done=1"); }, Here);
    });
}

void removeApps(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        writeOnce(
            visit, form.operation,
            [visit](Database &db, Timestamp) {
                return messagesOf(visit, db).removeContact(visit->customer(), MessageWay::Push).map([] {
                    return QJsonObject();
                });
            },
            [visit](const QJsonObject &) { visit->goTo(QByteArray(Here) + "?done=1"); }, Here);
    });
}

}

void addCustomerMessageRoutes(RouteTable &table)
{
    addPage(table, "GET", Here, "What the customer is told, how and in which language", show);
    addPage(table, "POST", Here, "Set it", set);
    addPage(table, "POST", HereApp, "An app on the customer's device takes messages", addApp);
    addPage(table, "POST", HereNoApps, "No app takes them any more", removeApps);
}

}
