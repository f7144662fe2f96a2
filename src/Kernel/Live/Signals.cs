using System.Text;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Events;

namespace Guildhall.Kernel.Live;

/// <summary>Signals to this node's streams at once, and to the other nodes by message.</summary>
internal sealed class Signals(LiveStreams streams, NodeMessages messages) : ISignals
{
    public const string Channel = "signal";
    private const int MaxLength = 4096;

    public void Tell(long memberId, string name, object data)
    {
        var json = LiveEvents.Json(data);
        if (Encoding.UTF8.GetByteCount(json) > MaxLength)
            throw new ArgumentException($"A signal has at most {MaxLength} bytes.", nameof(data));
        Give(memberId, name, json);
        messages.Send(Channel, JsonSerializer.Serialize(new Message(memberId, name, json)));
    }

    /// <summary>What another node has told.</summary>
    public void Heard(string text)
    {
        if (JsonSerializer.Deserialize<Message>(text) is { } message)
            Give(message.Member, message.Name, message.Json);
    }

    private void Give(long memberId, string name, string json)
    {
        ReadOnlyMemory<byte>? frame = null;
        foreach (var stream in streams.Of(memberId))
            stream.Give(frame ??= LiveStream.Frame(null, name, json));
    }

    private sealed record Message(long Member, string Name, string Json);
}
