#pragma once

#include "core/domain/exceptions/exception_service.h"
#include "core/domain/reconcile/reconcile_check.h"
#include "core/domain/reconcile/reconcile_run.h"
#include "core/domain/reconcile/reconcile_service.h"
#include "tests/support/two_stores.h"

#include <QCryptographicHash>

namespace youka::test {

/// The payments, as far as reconciliation asks them.
class FakePayments final : public PaymentActions
{
public:
    Result<void> learnPaid(Database &db, const BillSays &says, Timestamp now) override
    {
        ++asked;
        if (refuses)
            return fail(ErrorCode::PaymentStateConflict);
        // what was closed meanwhile goes back, the others are booked
        return db.run("UPDATE payment_order SET state = CASE state WHEN 4 THEN 9 ELSE 3 END, paid_at = ?, "
                      "booked_at = ?, channel_no = ? WHERE order_no = ? AND state NOT IN (3, 9, 10)",
                      {says.at.ms, now.ms, says.channelNo, says.number});
    }
    Result<void> learnRefunded(Database &db, const BillSays &says, Timestamp now) override
    {
        ++asked;
        if (refuses)
            return fail(ErrorCode::PaymentStateConflict);
        return db.run("UPDATE payment_refund SET state = 3, done_at = ? WHERE refund_no = ?",
                      {now.ms, says.number});
    }
    bool refuses = false;
    int asked = 0;
};

/// One merchant with 0.6 % of fee, its orders and bills.
struct ReconcileScene
{
    /// `fresh`: with its merchant to be made.
    explicit ReconcileScene(Database &books, bool fresh = true, QDate on = {2026, 1, 5})
        : db(books)
        , day(on)
    {
        clock.set(dayStart(day.addDays(1)).plusMs(10LL * 3'600'000));
        if (!fresh)
            return;
        const auto put =
            db.exec("INSERT INTO merchant (channel, number, app, name, currency, gateway, bill_gateway, "
                    "settings, fee_ppm, active) VALUES ('wechat', '1900000001', 'wx88', 'M', 'CNY', '', '', "
                    "'{}', 6000, 1)");
        merchant.id = {put->lastId()};
        merchant.channel = QStringLiteral("wechat");
        merchant.number = QStringLiteral("1900000001");
        merchant.feePpm = 6000;
    }

    Timestamp at(int hour, int minute, QDate on) const
    {
        return dayStart(on).plusMs((hour * 60LL + minute) * 60'000);
    }
    Timestamp at(int hour, int minute = 0) const { return at(hour, minute, day); }

    qint64 order(const QString &no, qint64 amount, PaymentState state, Timestamp paidAt,
                 Timestamp bookedAt = {})
    {
        const bool paid = state == PaymentState::Paid || state == PaymentState::Refunding
            || state == PaymentState::Refunded;
        const auto put = db.exec(
            "INSERT INTO payment_order (order_no, operation, merchant, way, purpose, subject, customer, "
            "station, terminal, amount, currency, state, refunded, title, qr, channel_no, by_payer, reason, "
            "created_at, expires_at, paid_at, booked_at, day, next_ask, asks, leased_until) VALUES (?, ?, ?, "
            "1, 1, 1, 0, 7, 1, ?, 'CNY', ?, 0, '', '', ?, 0, 0, ?, ?, ?, ?, ?, 0, 0, 0)",
            {no, no.toUtf8(), merchant.id.value, amount, int(state), paid ? u'C' + no : QString(),
             paidAt.ms - 60'000, paidAt.ms + 7'200'000, paid ? paidAt.ms : 0,
             paid ? (bookedAt.ms ? bookedAt.ms : paidAt.ms) : 0, day.toString(Qt::ISODate)});
        return put ? put->lastId() : 0;
    }
    bool refund(const QString &no, qint64 order, qint64 amount, PaymentRefundState state, Timestamp asked)
    {
        return db
            .run("INSERT INTO payment_refund (refund_no, operation, payment, amount, state, cause, note, "
                 "person, channel_no, reason, created_at, done_at, next_ask, asks, leased_until) VALUES (?, "
                 "?, ?, ?, ?, 1, '', '', '', 0, ?, 0, 0, 0, 0)",
                 {no, no.toUtf8(), order, amount, int(state), asked.ms})
            .has_value();
    }

    static SheetRow paid(const QString &no, qint64 amount, Timestamp at)
    {
        SheetRow row;
        row.number = sheetNumber(RowKind::Payment, no, {});
        row.amount = row.settled = amount;
        row.feeMilli = amount * 6; // not rounded, as WeChat prints it
        row.at = at;
        row.channelNo = u'C' + no;
        return row;
    }
    static SheetRow back(RowKind kind, const QString &no, qint64 amount, Timestamp at)
    {
        SheetRow row = paid(no, amount, at);
        row.kind = kind;
        row.number = sheetNumber(kind, no, no);
        row.feeMilli = -row.feeMilli;
        return row;
    }

    Result<bool> bill(QDate on, const std::vector<SheetRow> &rows, int runRows = 3)
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const SheetRow &row : rows)
            hash.addData(row.number + QByteArray::number(row.amount) + QByteArray::number(row.at.ms));
        Sheet sheet;
        sheet.merchant = merchant.id;
        sheet.day = on;
        sheet.hash = hash.result();
        SheetWriter writer(writeInto(db), sheet, runRows);
        const auto isNew = writer.begin();
        if (!isNew || !*isNew)
            return isNew;
        for (const SheetRow &row : rows)
            if (const auto added = writer.add(row); !added)
                return fail(added.error());
        return writer.finish().map([](const Sheet &) { return true; });
    }
    Result<DayReport> compare(QDate on)
    {
        return ReconcileRun({db, writeInto(db), payments, clock}, merchant, on, policy).run();
    }

    /// "class number" of each open break, sorted.
    QStringList breaks(QDate on = {})
    {
        ReconcileRepository::Filter filter;
        filter.day = on;
        filter.onlyOpen = true;
        QStringList all;
        const auto found = ReconcileRepository(db).breaks(filter, 1'000'000);
        if (!found)
            return {toString(found.error())};
        for (const Break &one : *found)
            all += QString(reconcileClassName(one.is)) + u' ' + plainNumber(one.number);
        all.sort();
        return all;
    }
    /// "class count ours theirs" of each figure.
    static QStringList figures(const Result<DayReport> &report)
    {
        if (!report)
            return {toString(report.error())};
        QStringList all;
        for (const ReconcileFigure &figure : report->figures)
            all += QStringLiteral("%1 %2 %3 %4")
                       .arg(reconcileClassName(figure.is))
                       .arg(figure.count)
                       .arg(figure.ours.minor)
                       .arg(figure.theirs.minor);
        return all;
    }
    /// Two persons explain every break of the day.
    Result<void> explainAll(QDate on)
    {
        ReconcileRepository::Filter filter;
        filter.day = on;
        filter.onlyOpen = true;
        const auto found = ReconcileRepository(db).breaks(filter, 1'000'000);
        if (!found)
            return fail(found.error());
        return db.transaction([&] {
            ExceptionService cases(db);
            Result<void> all;
            for (size_t i = 0; all && i < found->size(); ++i) {
                const ExceptionId id = (*found)[i].exception;
                all = cases.take(id, maker, clock.now())
                          .and_then([&](const ExceptionCase &) {
                              return cases.propose(id, maker, {Resolution::Explained, QStringLiteral("seen")},
                                                   {5'000'000, {}}, {QUuid::createUuid()}, clock.now());
                          })
                          .and_then([&](const ExceptionCase &) {
                              return cases.confirm(id, checker, {QUuid::createUuid()}, clock.now());
                          })
                          .map([](const ExceptionCase &) {});
            }
            return all;
        });
    }
    Result<ReconcileDay> close(QDate on)
    {
        std::optional<Result<ReconcileDay>> closed;
        const auto done = db.transaction([&]() -> Result<void> {
            closed = ReconcileService(db).close(merchant.id, on, maker, {QUuid::createUuid()}, clock.now());
            return closed->has_value() ? Result<void>() : fail(closed->error());
        });
        return done ? *closed : fail(done.error());
    }
    qint64 balance(AccountKind kind)
    {
        auto rows = db.exec("SELECT COALESCE(SUM(balance), 0) FROM account WHERE kind = ?", {int(kind)});
        return rows && rows->next() ? rows->integer(0) : -1;
    }

    Database &db;
    Merchant merchant;
    const QDate day;
    ManualClock clock;
    FakePayments payments;
    ReconcilePolicy policy;
    const Principal maker{Role::Manager, 1, QStringLiteral("Maker"), {}};
    const Principal checker{Role::Manager, 2, QStringLiteral("Checker"), {}};
};

}
