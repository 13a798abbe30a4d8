#pragma once

#include <QDialog>
#include <QImage>
#include <QJsonObject>

namespace youka {

/// The QR code for a poster: whoever scans it claims the campaign's coupon on the phone. Shows the address in
/// letters too, and saves it as a picture to print. Objects: claimPoster, posterCode, posterAddress,
/// posterSave, posterClose.
class ClaimPoster : public QDialog
{
    Q_OBJECT
public:
    /// `campaign` has a claimUrl.
    ClaimPoster(const QJsonObject &campaign, QWidget *parent);

private:
    void save();
    const QString m_url;
};

/// Black on white with its quiet zone, `scale` pixels a module, so that a printer has sharp edges. Null: the
/// text is too long.
QImage qrImage(const QString &text, int scale);

}
