using Guildhall.App.Tests.Hosting;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Payments.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Books;

/// <summary>A shop whose owner keeps the books, at a browser and by a program.</summary>
internal sealed class Bookkeeping(GuildhallApp app, Shop shop, Client browser, Client program)
{
    public Shop Shop => shop;
    public Client Browser => browser;
    public Client Program => program;
    public string Manage => $"{shop.Path}/manage";
    public string Api => $"{shop.Api}/manage";

    public static async Task<Bookkeeping> OpenAsync(GuildhallApp app)
    {
        var shop = await Shop.OpenAsync(app);
        return new(app, shop, await app.SignInAsync(shop.Owner), await app.TokenAsync(shop.Owner, "orders:read", "orders:write"));
    }

    /// <summary>Sends a program's request with an Idempotency-Key.</summary>
    public async Task<Answer> PostAsync(string path, object json, string? key = "k1")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Api + path) { Content = JsonContent.Create(json) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await program.SendAsync(request);
    }

    public Task<Answer> EnterAsync(
        string key, string kind, long unitAmount, string day = "2026-03-02", decimal quantity = 1, string text = "Host", string account = "bank",
        string? currency = null) =>
        PostAsync("/costs", new { day, kind, text, quantity, unitAmount, account, currency }, key);

    public async Task<JsonElement> ProfitAsync(string query = "") =>
        (await program.GetAsync($"{Api}/profit-and-loss{query}")).ShouldBe(System.Net.HttpStatusCode.OK).Json;

    /// <summary>Amount and that of the span before, by account.</summary>
    public static Dictionary<string, (long Amount, long Before)> LinesOf(JsonElement profit, string side) =>
        profit.GetProperty(side).GetProperty("lines").EnumerateArray().ToDictionary(
            l => l.GetProperty("account").GetString()!, l => (l.GetProperty("amount").GetInt64(), l.GetProperty("before").GetInt64()));

    public static JsonElement LineOf(JsonElement profit, string side, string account) => profit.GetProperty(side).GetProperty("lines")
        .EnumerateArray().Single(l => l.GetProperty("account").GetString() == account);

    /// <summary>Every account of the community together, by currency: nothing may be left over.</summary>
    public async Task BooksShouldCloseAsync()
    {
        var balances = await shop.InScopeAsync(s => s.GetRequiredService<LedgerList>().BalancesAsync(default));
        Assert.All(balances.GroupBy(b => b.Currency), c => Assert.Equal(0, c.Sum(b => b.Amount)));
        var verdict = await app.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(shop.Community, default));
        Assert.Empty(verdict.Violations);
    }
}
