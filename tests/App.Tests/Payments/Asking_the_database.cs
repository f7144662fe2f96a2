using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Payments;

/// <summary>An installation that notes what it asks its database by EF.</summary>
public sealed class CountedApp : GuildhallApp, ILoggerProvider, ILogger
{
    private const string Commands = "Microsoft.EntityFrameworkCore.Database.Command";

    public ConcurrentQueue<string> Asked { get; } = [];

    protected override void Arrange(IServiceCollection services) =>
        services.AddLogging(logging => logging.AddProvider(this).AddFilter<CountedApp>(Commands, LogLevel.Information));

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Commands ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted.Id)
            Asked.Enqueue(formatter(state, exception));
    }

    public void Dispose() { }
}

/// <summary>
/// How many statements one purchase of a membership costs when somebody buys alone. Each is a part of a millisecond of processor time, and
/// nothing else in a purchase is as dear; docs/bench.md has the orders a second. Whoever adds one here has to want it.
/// </summary>
[Trait("Database", "sqlite")]
public partial class Asking_the_database(CountedApp app) : IClassFixture<CountedApp>
{
    [Fact]
    public async Task Is_done_so_often_for_one_order()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var buyer = await shop.BuyerAsync();
        var program = await app.TokenAsync(buyer.Person, "orders:read", "orders:write");
        await shop.BuyAndPayAsync(buyer);
        app.Asked.Clear();

        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = JsonContent.Create(shop.Wish()) };
        request.Headers.Add("Idempotency-Key", Codes.Secret("k_"));
        var placed = await program.SendAsync(request);
        var placing = Taken("placing");
        var page = placed.Json.GetProperty("start").GetProperty("redirect").GetString()!;
        using var payer = app.Visitor();
        await payer.SubmitAsync(new Uri(app.Address, page).AbsolutePath, ("decision", "pay"), ("scenario", "silent"));
        var paying = Taken("paying");
        await shop.PostAsync(await shop.WebhookAsync("te_counted", page.Split('/')[^1]));
        var hearing = Taken("hearing");
        await app.Services.GetRequiredService<SettlementWorker>().DrainAsync(default);
        var settling = Taken("settling");
        await app.SettleAsync();
        var following = Taken("following");

        Assert.Equal("paid", (await program.GetAsync($"{shop.Api}/orders/{placed.Json.GetProperty("order").GetString()}")).Json.GetProperty("state").GetString());
        AtMost(19, placing);
        AtMost(5, paying);
        AtMost(1, hearing);
        AtMost(28, settling);
        // A first membership is greeted, and counted among the joins.
        AtMost(34, following);
    }

    [Fact]
    public async Task Is_done_by_hand_on_the_pages_that_members_open_most()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Locks", "Locks are slow.\n\n---\n\nQueues are not.", "deep-dives", slug: "locks");
        await library.BuysPremiumAsync("reader");
        var reader = await library.SignedInAsync("reader");
        string[] pages = [$"{library.Path}/articles/locks", library.Path, $"{library.Path}/search?q=queues"];
        foreach (var page in pages)
            await reader.GetAsync(page);
        app.Asked.Clear();

        foreach (var page in pages)
        {
            Assert.Contains("ueues", (await reader.GetAsync(page)).ShouldBe(HttpStatusCode.OK).TextOf("main"));
            AtMost(0, Taken(page));
        }
    }

    private static void AtMost(int most, int asked, [CallerArgumentExpression(nameof(asked))] string phase = "") =>
        Assert.True(asked <= most, $"{phase} asks the database {asked} times, not {most} at most. GUILDHALL_STATEMENTS shows for what.");

    /// <summary>
    /// How many since the last time, without the looks of workers for what is due, which are for all orders together; with
    /// GUILDHALL_STATEMENTS they are written to that file.
    /// </summary>
    private int Taken(string phase)
    {
        List<string> asked = [];
        while (app.Asked.TryDequeue(out var one))
        {
            if (!IsLook(one))
                asked.Add(one);
        }
        if (Environment.GetEnvironmentVariable("GUILDHALL_STATEMENTS") is { Length: > 0 } file)
            File.AppendAllText(file, $"== {phase}: {asked.Count}\n{string.Join('\n', asked)}\n");
        return asked.Count;
    }

    private static bool IsLook(string asked) => !asked.Contains("UPDATE", StringComparison.Ordinal)
        && (Due().IsMatch(asked) || asked.Contains("import_batches", StringComparison.Ordinal)
            || asked.Contains("is_unindexed", StringComparison.Ordinal));

    [GeneratedRegex("(next_[a-z_]+|due_at)\"? <= @now")]
    private static partial Regex Due();
}
