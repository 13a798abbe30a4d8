#include "apps/server/pin_check.h"
#include "apps/server/web/customer_pages.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/payments/merchant_repository.h"

#include <QJsonDocument>

namespace youka {

namespace {

QByteArray pathOf(CardId card, const char *further = "")
{
    return "/me/cards/" + QByteArray::number(card.value) + further;
}

/// How it may be reported lost: with its PIN, with a code that is asked for, or with one that was.
void addLost(const Visit &visit, const CardRecord &card, bool codeAsked)
{
    if (!isAllowedTransition(card.state, CardState::Lost) || card.state == CardState::Lost)
        return;
    PageData lost;
    if (!codeAsked && !card.pin.isEmpty() && card.pinTries < CardService::MaxPinTries) {
        PageData form;
        visit->addForm(form, pathOf(card.id, "/lost"));
        lost.lists["byPin"] = {form};
    }
    PageData form;
    visit->addForm(form, pathOf(card.id, codeAsked ? "/lost" : "/lost-code"));
    lost.lists[codeAsked ? "byCode" : "ask"] = {form};
    visit->page.lists["lost"] = {lost};
}

Result<void> fill(const Visit &visit, Database &db, const CardRecord &card)
{
    const auto purse = Ledger(db).account(card.account);
    const auto channels = purse ? MerchantRepository(db).channelsOf({}) : fail(purse.error());
    if (!channels)
        return fail(channels.error());
    PageValues &values = visit->page.values;
    const auto optional = [&](const char *name, const std::optional<Money> &amount) {
        if (amount && amount->isPositive())
            values[name] = visit->money(*amount);
    };
    values["masked"] = maskedShort(card.masked);
    values["state"] = cardStateIn(card.state, visit->language);
    values["available"] = visit->money(purse->available());
    values["expires"] = visit->day(card.expires);
    values["statement"] = QString::fromLatin1(pathOf(card.id, "/statement"));
    values["title"] = visit->word("w.card");
    optional("held", purse->held);
    optional("bonus", purse->bonus);
    optional("perSale", card.limitPerSale);
    optional("perDay", card.limitPerDay);
    if (card.state != CardState::Closed && !channels->isEmpty())
        values["topUp"] = QString::fromLatin1(pathOf(card.id, "/top-up"));
    return {};
}

void showCard(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        Database &db = visit->reader();
        const auto card = ownCard(visit, db);
        if (!card)
            return visit->refuse(card.error());
        if (const auto filled = fill(visit, db, *card); !filled)
            return visit->refuse(filled.error());
        if (card->state == CardState::Lost
            && !visit->call->request.queryValue(QStringLiteral("done")).isEmpty())
            visit->page.values["done"] = visit->word("w.lostDone");
        addLost(visit, *card, !visit->call->request.queryValue(QStringLiteral("code")).isEmpty());
        visit->show("card");
    });
}

/// The customer's own number, that messages go to. Errors: PhoneNumberInvalid (there is none).
Result<QString> ownPhone(const Visit &visit, Database &db)
{
    MessageService messages(db, visit->server().messageKeys(), visit->server().messageTerms());
    return messages.contactsOf(visit->customer())
        .and_then([](const std::vector<MessageContact> &contacts) -> Result<QString> {
            for (const MessageContact &contact : contacts)
                if (contact.way == MessageWay::Sms)
                    return contact.address;
            return fail(ErrorCode::PhoneNumberInvalid);
        });
}

void askLostCode(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &) {
        const auto card = ownCard(visit, visit->reader());
        if (!card)
            return visit->refuse(card.error());
        const QByteArray back = pathOf(card->id);
        visit->server().pipeline().submit(
            [visit](Database &db) -> Result<QByteArray> {
                OneTimeCodeService codes(db, visit->server().messageKeys(), visit->server().messageTerms());
                return ownPhone(visit, db)
                    .and_then([&](const QString &phone) {
                        return codes.request(phone, guesserOf(visit->call->request), visit->now());
                    })
                    .map([] { return QByteArray(); });
            },
            [visit, back](const Result<QByteArray> &asked) {
                if (!asked)
                    return visit->refuse(asked.error(), back);
                if (MessagePost *post = visit->server().post())
                    post->wake();
                visit->goTo(back + "?code=1");
            });
    });
}

/// As the counter and the office do it.
Result<QJsonObject> reportLost(const Visit &visit, Database &db, CardId id, const char *proof, Timestamp now)
{
    const QString who = QStringLiteral("customer %1").arg(visit->customer().value);
    return CardService(db, visit->server().cardKeys())
        .changeState(id, CardState::Lost, now)
        .and_then([&](const CardRecord &card) {
            return AuditLog(db).add({who, QStringLiteral("card.state"),
                                     QStringLiteral("card %1").arg(id.value),
                                     QStringLiteral("%1: by its owner, proven by %2")
                                         .arg(int(card.state))
                                         .arg(QLatin1String(proof))},
                                    now);
        })
        .map([] {
            return QJsonObject{{QStringLiteral("lost"), true}};
        });
}

void lostByCode(const Visit &visit, const SentForm &form, CardId id)
{
    const QString code = form.fields.text("code", 12).simplified().remove(u' ');
    const QByteArray back = pathOf(id);
    writeOnce(
        visit, form.operation,
        [visit, code, id](Database &db, Timestamp now) -> Result<QJsonObject> {
            OneTimeCodeService codes(db, visit->server().messageKeys(), visit->server().messageTerms());
            const auto verdict = ownPhone(visit, db).and_then(
                [&](const QString &phone) { return codes.check(phone, code, now); });
            if (!verdict)
                return fail(verdict.error());
            // A wrong one counts, so it is an answer and no failure.
            if (const auto right = OneTimeCodeService::toError(*verdict); !right)
                return QJsonObject{{QStringLiteral("code"), QString(errorCodeName(right.error().code))}};
            return reportLost(visit, db, id, "a code", now);
        },
        [visit, back](const QJsonObject &told) {
            if (told[QLatin1String("lost")].toBool())
                return visit->goTo(back + "?done=1");
            const auto why = errorCodeFromName(told[QLatin1String("code")].toString());
            visit->refuse({why.value_or(ErrorCode::OneTimeCodeWrong), {}}, back + "?code=1");
        },
        back);
}

void lostByPin(const Visit &visit, const SentForm &form, CardId id)
{
    const QByteArray back = pathOf(id);
    const auto tokens = CardRepository(visit->reader()).tokens(id);
    if (!tokens || tokens->empty())
        return visit->refuse(tokens ? Error{ErrorCode::CardUnknown, {}} : tokens.error(), back);
    const auto asked = std::make_shared<Call>(*visit->call);
    asked->operation = form.operation;
    asked->respond = [visit, back](const HttpReply &reply) {
        const QString code = QJsonDocument::fromJson(reply.body).object()[QLatin1String("code")].toString();
        if (code == errorCodeName(ErrorCode::PinWrong))
            return visit->refuse(403, visit->word("w.pinWrong"), back);
        visit->refuse({errorCodeFromName(code).value_or(ErrorCode::PinBlocked), {}}, back);
    };
    // Who is signed in as its owner may try its PIN without the chip; three wrong ones block it as anywhere.
    withPin(asked, tokens->front(), CardProof::Chip, form.fields.text("pin", 12),
            [visit, back, id, operation = form.operation](SaleService::Pin pin) {
                if (pin != SaleService::Pin::Right)
                    return visit->refuse(403, visit->word("w.noPin"), back);
                writeOnce(
                    visit, operation,
                    [visit, id](Database &db, Timestamp now) {
                        return reportLost(visit, db, id, "its PIN", now);
                    },
                    [visit, back](const QJsonObject &) { visit->goTo(back + "?done=1"); }, back);
            });
}

void lose(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        const auto card = ownCard(visit, visit->reader());
        if (!card)
            return visit->refuse(card.error());
        if (form.fields.text("code").isEmpty())
            lostByPin(visit, form, card->id);
        else
            lostByCode(visit, form, card->id);
    });
}

}

void addCustomerCardRoutes(RouteTable &table)
{
    addPage(table, "GET", "/me/cards/{id}", "One of the customer's own cards", showCard);
    addPage(table, "POST", "/me/cards/{id}/lost-code", "A code to report it lost with", askLostCode);
    addPage(table, "POST", "/me/cards/{id}/lost", "Report it lost, with its PIN or a code", lose);
}

}
