#pragma once

#include "core/domain/messages/one_time_code.h"
#include "core/foundation/crypto/digest.h"
#include "tests/support/two_stores.h"

namespace youka::test {

/// A customer who can be reached, and a clock that stands at noon in Beijing.
struct MessageDesk
{
    explicit MessageDesk(TestStore &fresh)
        : store(fresh)
    {
        const auto made = customers().ensureCustomer(QStringLiteral("C1"), QStringLiteral("Wu"), {},
                                                     Currency{}, clock.now());
        ensure(made.has_value(), "a customer is made");
        customer = made->id;
    }
    CustomerService customers() { return {*store.db, keys.customerWrapping}; }
    MessageService service() { return {*store.db, keys, terms}; }
    OneTimeCodeService codes() { return {*store.db, keys, terms}; }
    Timestamp now() const { return clock.now(); }
    void reach(MessageWay way, const char *address, MessageLanguage language = MessageLanguage::Chinese)
    {
        const auto set = service().setContact({customer, way, QString::fromLatin1(address), language}, now());
        ensure(set.has_value(), "a contact is kept");
    }
    MessageOrder order(MessageKind kind = MessageKind::TopUp, char cause = 1) const
    {
        return {QByteArray(16, cause),
                kind,
                customer,
                {{QStringLiteral("card"), QStringLiteral("**** 1234")},
                 {QStringLiteral("amount"), QStringLiteral("200.00")},
                 {QStringLiteral("balance"), QStringLiteral("310.50")},
                 {QStringLiteral("time"), QStringLiteral("12:00")}},
                {}};
    }
    template <class Work>
    auto committed(Work work) -> decltype(work())
    {
        decltype(work()) result = fail(ErrorCode::Internal);
        const auto done = store.db->transaction([&]() -> Result<void> {
            result = work();
            return result ? Result<void>() : fail(result.error());
        });
        if (result && !done)
            return fail(done.error());
        return result;
    }
    Result<int> queue(const MessageOrder &what)
    {
        return committed([&] { return service().queue(what, now()); });
    }
    Result<std::vector<Message>> lease(int most = 10, qint64 forMs = 60'000)
    {
        return committed([&] { return service().lease(now(), now().plusMs(forMs), most); });
    }
    Result<void> learn(MessageId id, DeliveryWord word, const char *reason = "")
    {
        return committed([&] {
            return service().learn(id, {word, QStringLiteral("B1"), QString::fromLatin1(reason)}, now());
        });
    }
    MessageRepository::Row row(MessageId id) { return **MessageRepository(*store.db).find(id); }
    /// As erasing does: nothing of the customer can be opened any more.
    void erase()
    {
        const auto erased = store.db->run("UPDATE customer SET data_key = ? WHERE id = ?",
                                          {QByteArray(60, 'x'), customer.value});
        ensure(erased.has_value(), "the key is gone");
    }

    TestStore &store;
    MessageKeys keys{QByteArray(32, 'w'), QByteArray(32, 'l')};
    MessageTerms terms{{MessageWay::Sms, MessageWay::Email}};
    ManualClock clock{{1'767'240'000'000}}; // 2026-01-01 12:00 in Beijing
    CustomerId customer;
};

}
