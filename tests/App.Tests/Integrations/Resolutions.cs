using System.Diagnostics.Tracing;

namespace Guildhall.App.Tests.Integrations;

/// <summary>Counts how often the platform resolves one name.</summary>
internal sealed class Resolutions(string name) : EventListener
{
    private int _count;

    public int Count => _count;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.NameResolution")
            EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "ResolutionStart" && string.Equals(eventData.Payload?[0] as string, name, StringComparison.OrdinalIgnoreCase))
            Interlocked.Increment(ref _count);
    }
}
