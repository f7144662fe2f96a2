using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Sends and hears <see cref="NodeMessages"/>: one connection of each node listens, and is made anew when it breaks. What is missed
/// meanwhile the loops find by themselves within a second.
/// </summary>
internal sealed partial class NodeExchange(
    DatabaseChoice database, NodeMessages messages, Wakening wakening, IEnumerable<NodeChannel> channels, TimeProvider time,
    ILogger<NodeExchange> log)
    : Loop(new Bell(), time, log)
{
    private const string Channel = "guildhall";

    private readonly ILookup<string, NodeChannel> _channels = channels.ToLookup(c => c.Name);

    protected override string Name => "the exchange with other nodes";

    protected override Task ExecuteAsync(CancellationToken stopping) =>
        database.IsPostgres ? Task.WhenAll(base.ExecuteAsync(stopping), SendAsync(stopping)) : Task.CompletedTask;

    // By itself, as everything that names the other driver: SQLite would load it otherwise.
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected override async Task RoundAsync(CancellationToken stopping)
    {
        // Asks the server now and then whether it is there: a connection that was cut silently would listen for ever.
        var options = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 5, Timeout = 5,
            CommandTimeout = 5 };
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        connection.Notification += (_, said) => Hear(said.Payload);
        await connection.OpenAsync(stopping);
        await using (var listen = connection.CreateCommand())
        {
            listen.CommandText = "LISTEN " + Channel;
            await listen.ExecuteNonQueryAsync(stopping);
        }
        Works();
        wakening.HeardAll();
        while (!stopping.IsCancellationRequested)
            await connection.WaitAsync(stopping);
    }

    private void Hear(string payload)
    {
        if (messages.Read(payload) is not var (channel, text))
            return;
        wakening.Heard(channel);
        foreach (var listener in _channels[channel])
            listener.Heard(text);
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await messages.Outgoing.WaitToReadAsync(stopping);
                // Whatever came together leaves together, and what is the same once.
                var together = new HashSet<string>(StringComparer.Ordinal);
                while (messages.Outgoing.TryRead(out var message))
                    together.Add(message);
                await NotifyAsync([.. together], stopping);
            }
            catch (Exception error) when (!error.IsStopping(stopping))
            {
                NotSent(error);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task NotifyAsync(string[] together, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var notify = connection.CreateCommand();
        notify.CommandText = $"SELECT pg_notify('{Channel}', message) FROM unnest(@messages) AS message";
        notify.Parameters.AddWithValue("messages", together);
        await notify.ExecuteNonQueryAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Messages to other nodes were not sent")]
    private partial void NotSent(Exception error);
}
