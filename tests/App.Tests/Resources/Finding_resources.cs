using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Resources.Library;
using Guildhall.Resources.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Resources;

/// <summary>The search knows of a file what its page says to everyone, and nothing of what is in it.</summary>
public class Finding_resources(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly byte[] Inside = "Zanzibar is inside."u8.ToArray();

    [Fact]
    public async Task Finds_by_title_description_name_and_licence()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await AddAsync(shelf);

        foreach (var words in new[] { "checklist", "evening", "runbook", "runbook.txt", "MIT" })
            Assert.Equal([id], await FoundAsync(shelf, words));
        Assert.Empty(await FoundAsync(shelf, "zanzibar"));
        Assert.Equal(["Release checklist"], (await app.Visitor().GetAsync($"{shelf.Api}/search/suggestions?q=chec")).Json
            .GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()));
        var page = await app.Visitor().GetAsync($"{shelf.Path}/search?q=checklist&kind=resource");
        Assert.Equal($"{shelf.Path}/resources/{id}", page.Document.QuerySelector(".hit h2 a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Finds_a_file_for_members_by_what_everyone_may_know_and_says_that_it_is_locked()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await AddAsync(shelf, "paid");

        var hit = await HitAsync(app.Visitor(), shelf, "checklist");
        var theirs = await HitAsync(await shelf.MemberAsync("Bob", "premium"), shelf, "checklist");

        Assert.Equal((id, true), (hit.GetProperty("id").GetInt64(), hit.GetProperty("locked").GetBoolean()));
        Assert.DoesNotContain("Zanzibar", hit.ToString());
        Assert.False(theirs.GetProperty("locked").GetBoolean());
    }

    [Fact]
    public async Task Follows_what_becomes_of_it()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await AddAsync(shelf);

        await (await shelf.TeamAsync()).SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{shelf.Api}/resources/{id}")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { title = "Launch list", description = "For mornings." }),
        });
        await app.SettleAsync();
        Assert.Empty(await FoundAsync(shelf, "checklist"));
        Assert.Equal([id], await FoundAsync(shelf, "launch"));

        await shelf.AsAsync<WithdrawResource>("owner", withdraw => withdraw.RunAsync(id, default));
        await app.SettleAsync();
        Assert.Empty(await FoundAsync(shelf, "launch"));

        await shelf.AsAsync<WithdrawResource>("owner", withdraw => withdraw.ShowAgainAsync(id, default));
        await app.SettleAsync();
        Assert.Equal([id], await FoundAsync(shelf, "launch"));

        await shelf.AsAsync<WithdrawResource>("owner", async withdraw =>
        {
            await withdraw.RunAsync(id, default);
            await withdraw.RemoveAsync(id, default);
        });
        await app.SettleAsync();
        Assert.Empty(await FoundAsync(shelf, "launch"));
    }

    [Fact]
    public async Task Finds_what_is_older_than_the_index()
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await AddAsync(shelf);
        var (thing, owner) = (new Thing("resource", id), await shelf.PersonAsync("owner"));
        await InTransactionAsync<ISearchIndex>(shelf, index => index.RemoveAsync(thing));
        Assert.Empty(await FoundAsync(shelf, "checklist"));

        // What the ledger tells a handler that begins with its first fact.
        await InTransactionAsync<IndexResources>(shelf, handler => handler.HandleAsync(
            new ResourcePublished(shelf.Id, owner, id, 1), new Envelope(1, app.Clock.Now, shelf.Id, owner), default));

        Assert.Equal([id], await FoundAsync(shelf, "checklist"));
        Assert.Equal(Start.Beginning,
            app.Services.GetServices<HandlerRegistration>().Single(h => h.Handler == typeof(IndexResources)).From);
    }

    private static Task InTransactionAsync<TService>(Shelf shelf, Func<TService, Task> act) where TService : notnull =>
        shelf.InAsync<IServiceProvider>(async services =>
        {
            await using var transaction = await services.GetRequiredService<AppDb>().BeginWriteAsync();
            await act(services.GetRequiredService<TService>());
            await transaction.CommitAsync();
        });

    private async Task<long> AddAsync(Shelf shelf, string space = "open")
    {
        var said = "title=Release%20checklist&name=runbook.txt&licence=MIT&description=For%20quiet%20%2A%2Aevening%2A%2A%20hours.";
        var added = await Shelf.SendAsync(await shelf.TeamAsync(), $"{shelf.Api}/resources?space={space}&{said}", Inside);
        await app.SettleAsync();
        return added.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }

    private async Task<long[]> FoundAsync(Shelf shelf, string words) =>
        [.. (await app.Visitor().GetAsync($"{shelf.Api}/search?kind=resource&q={Uri.EscapeDataString(words)}")).ShouldBe(HttpStatusCode.OK).Json
            .GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetInt64())];

    private static async Task<System.Text.Json.JsonElement> HitAsync(Client reader, Shelf shelf, string words) =>
        (await reader.GetAsync($"{shelf.Api}/search?q={words}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Single();
}
