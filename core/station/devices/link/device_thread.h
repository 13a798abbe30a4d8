#pragma once

#include <QObject>
#include <QThread>

#include <memory>

namespace youka {

/// One thread for one line or reader: takes the objects in, runs their event loop, and destroys them there at
/// its own end. Signals to the outside cross queued; direct calls to what it holds are only those documented
/// as callable from any thread.
class DeviceThread
{
public:
    explicit DeviceThread(const QString &name)
    {
        m_thread.setObjectName(name);
        m_thread.start();
    }
    ~DeviceThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    DeviceThread(const DeviceThread &) = delete;
    DeviceThread &operator=(const DeviceThread &) = delete;

    /// `object` has no parent and was made in the calling thread. The pointer is good while this lives.
    template <class T>
    T *take(std::unique_ptr<T> object)
    {
        T *raw = object.release();
        raw->moveToThread(&m_thread);
        // A finished thread still runs the deferred deletions of its objects.
        QObject::connect(&m_thread, &QThread::finished, raw, &QObject::deleteLater);
        return raw;
    }

private:
    QThread m_thread;
};

}
