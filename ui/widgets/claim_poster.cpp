#include "ui/widgets/claim_poster.h"

#include "core/foundation/qr/qr_code.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace youka {

namespace {

constexpr int Quiet = 4;    ///< modules
constexpr int OnScreen = 8; ///< pixels a module
constexpr int OnPaper = 24; ///< 10 cm at 300 dpi, about

}

QImage qrImage(const QString &text, int scale)
{
    const auto code = qrCode(text);
    if (!code)
        return {};
    const int side = code->size + 2 * Quiet;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->size; ++y)
        for (int x = 0; x < code->size; ++x)
            if (code->isDark(x, y))
                image.setPixel(x + Quiet, y + Quiet, 0xff000000);
    return image.scaled(side * scale, side * scale, Qt::IgnoreAspectRatio, Qt::FastTransformation);
}

ClaimPoster::ClaimPoster(const QJsonObject &campaign, QWidget *parent)
    : QDialog(parent)
    , m_url(campaign[QLatin1String("claimUrl")].toString())
{
    setObjectName(QStringLiteral("claimPoster"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "QR code for a poster")));
    const int grid = designTokens().grid;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    auto *heading = new QLabel(campaign[QLatin1String("name")].toString());
    heading->setProperty("role", QStringLiteral("title"));
    heading->setTextFormat(Qt::PlainText);
    layout->addWidget(heading);
    auto *picture = new QLabel;
    picture->setObjectName(QStringLiteral("posterCode"));
    picture->setPixmap(QPixmap::fromImage(qrImage(m_url, OnScreen)));
    picture->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "QR code for a poster")));
    layout->addWidget(picture, 0, Qt::AlignHCenter);
    auto *address = new QLabel(m_url);
    address->setObjectName(QStringLiteral("posterAddress"));
    address->setTextFormat(Qt::PlainText);
    address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(address, 0, Qt::AlignHCenter);
    auto *note = new QLabel(say(QT_TRANSLATE_NOOP(
        "Office", "Whoever scans it claims the coupon on the phone with card number and PIN.")));
    note->setWordWrap(true);
    layout->addWidget(note);
    auto *foot = new QHBoxLayout;
    const auto button = [&](const char *name, const QString &text) {
        auto *made = new QPushButton(text);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        foot->addWidget(made);
        return made;
    };
    connect(button("posterSave", say(QT_TRANSLATE_NOOP("Office", "Save as picture…"))), &QPushButton::clicked,
            this, &ClaimPoster::save);
    foot->addStretch();
    connect(button("posterClose", say(QT_TRANSLATE_NOOP("Office", "Close"))), &QPushButton::clicked, this,
            &QDialog::close);
    layout->addLayout(foot);
}

void ClaimPoster::save()
{
    auto *dialog = new QFileDialog(this, say(QT_TRANSLATE_NOOP("Office", "Save as picture…")), QString(),
                                   say(QT_TRANSLATE_NOOP("Office", "Pictures (*.png)")));
    dialog->setObjectName(QStringLiteral("posterDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        if (!qrImage(m_url, OnPaper).save(file, "PNG"))
            setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "The picture could not be saved there.")));
    });
    dialog->open();
}

}
