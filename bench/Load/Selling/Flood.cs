using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace Guildhall.Load.Selling;

/// <summary>
/// Webhooks of events about many orders, each sent more than once and all of them shuffled: the end of a story before its beginning, a
/// refund before the payment, a late "declined"; forged and old ones among them. What they say must change nothing but when the program
/// looks: an order is paid when the processor was paid.
/// </summary>
internal sealed class Flood(Shop shop, FloodWish wish)
{
    /// <summary>What begins all of its ids.</summary>
    public const string Mark = "flood-";

    private static readonly string[] Story = ["payment.processing", "payment.succeeded", "payment.declined", "refund.succeeded"];
    private readonly ConcurrentBag<Told> _told = [];
    private List<(Placed Order, string Buyer, bool Paid)> _orders = [];

    public IReadOnlyCollection<Told> Answers => _told;

    public IEnumerable<string> Paid => _orders.Where(o => o.Paid).Select(o => o.Order.Code);

    /// <summary>Every second order is paid at the processor, which keeps silent about it.</summary>
    public async Task PrepareAsync()
    {
        var orders = new (Placed, string, bool)[wish.Events / Story.Length];
        await Parallel.ForAsync(0, orders.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var buyer = shop.Buyers[i % shop.Buyers.Count];
            var order = await shop.CheckoutAsync(buyer, $"flood-{i}");
            if (i % 2 == 0)
                await shop.PayAsync(order);
            orders[i] = (order, buyer, i % 2 == 0);
        });
        _orders = [.. orders];
    }

    /// <summary>Sends all of them, whoever is not answered once more, as processors do.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> SendAsync()
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(All(), new ParallelOptions { MaxDegreeOfParallelism = wish.Senders },
            async (one, cancel) => await SendAsync(one));
        return watch.Elapsed.TotalSeconds;
    }

    private List<Message> All()
    {
        var all = new List<Message>();
        for (var i = 0; i < _orders.Count * Story.Length; i++)
        {
            var body = Shop.Event($"{Mark}{i}", Story[i % Story.Length], _orders[i / Story.Length].Order);
            for (var copy = 0; copy < wish.Copies; copy++)
                all.Add(new Message(body, Kind.Genuine));
        }
        var genuine = all.Count;
        for (var i = 0; i < genuine / 20; i++)
        {
            var order = _orders[i % _orders.Count].Order;
            all.Add(new Message(Shop.Event($"{Mark}forged-{i}", Story[1], order), Kind.Forged));
            all.Add(new Message(Shop.Event($"{Mark}old-{i}", Story[1], order), Kind.Old));
        }
        new Random(9).Shuffle(CollectionsMarshal.AsSpan(all));
        return all;
    }

    private async Task SendAsync(Message message)
    {
        while (true)
        {
            var since = Stopwatch.StartNew();
            try
            {
                var status = await shop.TellAsync(message.Body, message.Kind switch
                {
                    Kind.Forged => shop.Sign(message.Body, secret: "whsec_of_somebody_else"),
                    Kind.Old => shop.Sign(message.Body, age: 400),
                    _ => shop.Sign(message.Body),
                });
                _told.Add(new Told(message.Kind == Kind.Genuine, status, since.Elapsed.TotalMilliseconds));
                if ((int)status < 500)
                    return;
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
            {
                // Nobody is there while the program is dead.
                await Task.Delay(100);
            }
        }
    }

    private enum Kind
    {
        Genuine,
        Forged,
        Old,
    }

    private sealed record Message(byte[] Body, Kind Kind);
}

/// <param name="Events">Four about each order.</param>
internal sealed record FloodWish(int Events, int Copies, int Senders);

/// <param name="Milliseconds">From sending it to its answer.</param>
internal sealed record Told(bool Genuine, HttpStatusCode Status, double Milliseconds);
