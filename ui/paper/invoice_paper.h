#pragma once

#include "core/domain/invoices/invoice.h"

#include <QTimeZone>

class QIODevice;
class QPainter;

namespace youka {

/// Who makes invoices out.
struct InvoiceSeller
{
    QString name;
    QString taxNumber;
    QString address{};
    QString phone{};
    QString bank{};
    QString bankAccount{};
    QString issuer{}; ///< 开票人
};

/// An invoice as it lies on the table, 210 x 140 mm: the paper's words are those of the law, in Chinese.
/// Draws into `millimetres` of the painter's window. Rows that do not fit are summed up in one that names the
/// list of goods on further pages.
class InvoicePaper
{
public:
    static constexpr double WidthMm = 210;
    static constexpr double HeightMm = 140;

    InvoicePaper(const Invoice &invoice, const InvoiceSeller &seller, const QTimeZone &zone)
        : m_invoice(invoice)
        , m_seller(seller)
        , m_zone(zone)
    {
    }
    int pages() const;
    /// One unit of the painter is a millimetre.
    void paint(QPainter &painter, int page) const;
    /// PDF, with what it is in its title. Errors: InvoiceStateConflict (not issued: it has no number).
    Result<void> writePdf(QIODevice &device) const;
    /// What the QR says. Source: the layout that readers of electronic invoices expect: 01, kind, code,
    /// number, amount, date, check; the fields that such invoices do not have are empty.
    QString qrText() const;

private:
    void paintHead(QPainter &painter, int page) const;
    void paintParties(QPainter &painter) const;
    void paintLines(QPainter &painter, int page) const;
    void paintTotals(QPainter &painter) const;
    void paintFoot(QPainter &painter) const;

    const Invoice m_invoice;
    const InvoiceSeller m_seller;
    const QTimeZone m_zone;
};

}
