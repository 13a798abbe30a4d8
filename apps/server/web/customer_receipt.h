#pragma once

#include "apps/server/web/customer_pages.h"
#include "core/domain/invoices/invoice.h"
#include "core/domain/sales/sale_record.h"

namespace youka {

/// A sale on a page, at `address`: its own by token, or one of who is signed in.
struct ShownReceipt
{
    SaleRecord sale;
    QByteArray address;
};

/// Fills the page with a sale and its invoices. Errors: those of the store.
Result<void> fillReceipt(const Visit &visit, Database &db, const ShownReceipt &receipt);

/// An invoice may be fetched by whoever has the receipt: issued, for money, and of this sale alone.
bool isOfSaleAlone(const Invoice &invoice, SaleId sale);

}
