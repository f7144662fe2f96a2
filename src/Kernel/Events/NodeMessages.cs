using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Guildhall.Kernel.Data;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Short messages to the other nodes of the installation, by PostgreSQL's NOTIFY: a hint to look, or something that may be lost. On SQLite
/// there are no others. They leave after the caller has gone on, together, and outside of any transaction of ours: a NOTIFY inside of
/// one makes all commits of the server wait for each other.
/// </summary>
public sealed class NodeMessages(DatabaseChoice database)
{
    /// <summary>In bytes of UTF-8; PostgreSQL takes 8000 with our head.</summary>
    public const int MaxLength = 7900;

    // What cannot be sent for so long is old.
    private readonly Channel<string> _outgoing =
        Channel.CreateBounded<string>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Tells what this node has sent from what it hears.</summary>
    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);

    internal ChannelReader<string> Outgoing => _outgoing.Reader;

    /// <param name="channel">One word; <see cref="NodeChannel"/> hears it on the other nodes. Two equal messages on their way may become
    /// one.</param>
    public void Send(string channel, string text = "")
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxLength)
            throw new ArgumentException($"A message to other nodes has at most {MaxLength} bytes.", nameof(text));
        if (database.IsPostgres)
            _outgoing.Writer.TryWrite($"{_node} {channel} {text}");
    }

    /// <returns>Channel and text; <c>null</c> for what this node has said itself, or what cannot be read.</returns>
    internal (string Channel, string Text)? Read(string message) =>
        message.Split(' ', 3) is [var node, var channel, var text] && node != _node ? (channel, text) : null;
}

/// <summary>Hears the messages of other nodes on one channel. It must be quick and must not throw.</summary>
public sealed record NodeChannel(string Name, Action<string> Heard);
