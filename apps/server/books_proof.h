#pragma once

#include "core/domain/banking/banking_check.h"
#include "core/domain/billing/bill_check.h"
#include "core/domain/coupons/coupon_check.h"
#include "core/domain/goods/goods_check.h"
#include "core/domain/ledger/ledger_check.h"
#include "core/domain/payments/payment_check.h"
#include "core/domain/points/points_check.h"
#include "core/domain/reconcile/reconcile_check.h"
#include "core/domain/refunds/refund_check.h"
#include "core/domain/topups/top_up_check.h"

namespace youka {

/// What each room proves of its own part of the books.
struct RoomsProof
{
    LedgerProof ledger;
    PointsProof points;
    CouponProof coupons;
    RefundProof refunds;
    GoodsProof goods;
    TopUpProof topUps;
    PaymentProof payments;
    ReconcileProof reconciliation;
    BillProof bills;
    BankingProof banking;

    QStringList faults() const
    {
        return ledger.faults + points.faults + coupons.faults + refunds.faults + goods.faults + topUps.faults
            + payments.faults + reconciliation.faults + bills.faults + banking.faults;
    }
};
Result<RoomsProof> proveRooms(Database &db);

/// What `verify` says of the books.
struct BooksProof
{
    QString figures;    ///< "accounts 3, journals 5, ...": how much was looked at
    QStringList faults; ///< one sentence each, naming the row; empty: the books are right
};

/// Proves what the rooms do, walks every terminal's chain from enrolment to now, and the audit log's.
/// First thing in a transaction of the caller's, which sees one state of the store whoever writes meanwhile.
Result<BooksProof> proveBooks(Database &db);

}
