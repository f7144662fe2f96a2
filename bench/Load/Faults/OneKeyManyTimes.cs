using System.Globalization;
using System.Net;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Faults;

/// <summary>F4: fifty checkouts at once under one key are one order; the same key with another wish is refused.</summary>
internal static class OneKeyManyTimes
{
    private const int AtOnce = 50, Rounds = 10;

    public static async Task<FaultVerdict> RunAsync(Installation guildhall)
    {
        using var shop = await Shop.OpenAsync(guildhall, 1);
        var wrong = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var key = $"f4-{round}";
            wrong.AddRange(await AskAsync(shop, _ => key, round + 1));
            using var other = await shop.AskCheckoutAsync(shop.Buyers[0], key, "year");
            if (other.StatusCode != HttpStatusCode.UnprocessableEntity)
                wrong.Add($"another wish was answered with {(int)other.StatusCode}");
        }
        var control = await AskAsync(shop, i => $"control-{i}", Rounds + 1);
        return new FaultVerdict($"{AtOnce} checkouts at once under one key, {Rounds} times; then another wish under it",
            $"{Rounds} orders", wrong, control.Count > 0);
    }

    /// <param name="orders">How many there are afterwards, when one key is one order.</param>
    private static async Task<List<string>> AskAsync(Shop shop, Func<int, string> key, int orders)
    {
        var wrong = new List<string>();
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => shop.AskCheckoutAsync(shop.Buyers[0], key(i))));
        HttpStatusCode[] good = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Conflict];
        if (answers.FirstOrDefault(a => !good.Contains(a.StatusCode)) is { } bad)
            wrong.Add($"an answer of {(int)bad.StatusCode}");
        if (answers.Count(a => a.StatusCode == HttpStatusCode.Created) is var made and not 1)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{made} of them say that they made an order"));
        foreach (var answer in answers)
            answer.Dispose();
        var found = await shop.Guildhall.CountAsync("SELECT count(*) FROM orders");
        if (found != orders)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{found} orders instead of {orders}"));
        return wrong;
    }
}
