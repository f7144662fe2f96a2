using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Activities.Drawing;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Activities;

/// <summary>A draw commits to its seed, freezes its entries, and then tells both, so that anybody reckons the same winners.</summary>
public class Drawing_lots(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task From_opening_to_winners_everything_can_be_checked()
    {
        var hall = await Hall.OpenAsync(app);
        var draw = await OpenAsync(hall);
        var path = $"{hall.Api}/draws/{draw}";
        var early = await ProofAsync(path);
        Assert.Equal((64, JsonValueKind.Null, 0), (early.GetProperty("commitment").GetString()!.Length, early.GetProperty("seed").ValueKind,
            early.GetProperty("entries").GetArrayLength()));
        var people = new List<(string Name, long Entry)>();
        for (var n = 0; n < 9; n++)
            people.Add(($"Guest {n}", await EnterAsync(await hall.GuestAsync($"Guest {n}"), path)));
        Assert.Equal(people[3].Entry, await EnterAsync(await hall.GuestAsync("Guest 3"), path));
        (await (await hall.GuestAsync("Guest 8")).DeleteAsync(path + "/entries/mine")).ShouldBe(HttpStatusCode.NoContent);
        (await hall.Host.PostAsync(path + "/closure", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "draw_still_open");

        app.Clock.Advance(TimeSpan.FromHours(49));
        await app.SettleAsync();

        var proof = await ProofAsync(path);
        var seed = Convert.FromHexString(proof.GetProperty("seed").GetString()!);
        List<long> entries = [.. proof.GetProperty("entries").EnumerateArray().Select(e => e.GetInt64())];
        Assert.Equal(early.GetProperty("commitment").GetString(), Convert.ToHexStringLower(SHA256.HashData(seed)));
        Assert.Equal(people[..8].Select(p => p.Entry), entries);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', entries)))),
            proof.GetProperty("entriesHash").GetString());
        List<(long Entry, int Prize)> won = [.. proof.GetProperty("winners").EnumerateArray()
            .Select(w => (w.GetProperty("entry").GetInt64(), w.GetProperty("prize").GetInt32()))];
        Assert.Equal(Reckoned(seed, entries, 3), won.Select(w => w.Entry));
        Assert.Equal([1, 2, 2], won.Select(w => w.Prize));
        var winner = people.Single(p => p.Entry == won[0].Entry).Name;
        Assert.Contains("You have won in “Books”",
            (await (await hall.SignedInAsync(winner)).Speaking("en").GetAsync("/notifications")).TextOf("main"));
        Assert.Equal((1, 9, 1, 1), (await hall.CountAsync("draw_opened"), await hall.CountAsync("draw_entered"),
            await hall.CountAsync("draw_closed"), await hall.CountAsync("draw_decided")));
        var page = (await app.Visitor().Speaking("en").GetAsync($"{hall.Path}/draws/{draw}")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains(winner, page.TextOf("main"));
        Assert.Contains("hmac.new", (await app.Visitor().GetAsync($"{hall.Path}/draws/{draw}/proof")).TextOf("main"));
        (await hall.Host.PostAsync(path + "/closure", new { })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal(proof.ToString(), (await ProofAsync(path)).ToString());
    }

    [Fact]
    public async Task Its_seed_is_told_to_nobody_before()
    {
        var hall = await Hall.OpenAsync(app);
        var draw = await OpenAsync(hall);
        await EnterAsync(await hall.GuestAsync("Ada"), $"{hall.Api}/draws/{draw}");
        var seed = await hall.InAsync<AppDb, string>(db => db.Set<Draw>().Where(d => d.Id == draw).Select(d => d.SecretSeed).SingleAsync());

        foreach (var client in new[] { app.Visitor(), await hall.SignedInAsync("owner"), hall.Host })
            foreach (var path in new[]
            {
                $"{hall.Path}/draws", $"{hall.Path}/draws/{draw}", $"{hall.Path}/draws/{draw}/proof", $"{hall.Path}/manage/draws",
                $"{hall.Path}/manage/draws/{draw}", $"{hall.Api}/draws", $"{hall.Api}/draws/{draw}", $"{hall.Api}/draws/{draw}/proof", "/api/me/data",
            })
                Assert.DoesNotContain(seed, (await client.GetAsync(path)).Text);
        Assert.DoesNotContain(await hall.InAsync<AppDb, List<string>>(db => db.Activities.Select(a => a.Payload).ToListAsync()),
            data => data.Contains(seed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_it_changes_once_it_is_open()
    {
        var hall = await Hall.OpenAsync(app);
        var draw = await OpenAsync(hall);
        var revised = new DrawDraft("Other", "", "en", "everyone", null, hall.In(5), "Asia/Shanghai", "1 × Nothing");

        var refused = await Assert.ThrowsAsync<Kernel.Http.Refused>(() =>
            hall.AsAsync<MakeDraw>("owner", m => m.ReviseAsync(draw, revised, default)));
        Assert.Equal("draw_opened", refused.Code);
        (await hall.Host.DeleteAsync($"{hall.Api}/draws/{draw}")).ShouldBeRefused(HttpStatusCode.Conflict, "draw_opened");
        (await Hall.PutAsync(hall.Host, $"{hall.Api}/draws/{draw}/opening", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "draw_opened");
        (await Hall.PutAsync(hall.Host, $"{hall.Api}/draws/{draw}/cancellation", new { reason = "" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        (await Hall.PutAsync(hall.Host, $"{hall.Api}/draws/{draw}/cancellation", new { reason = "The books are lost." })).ShouldBe(HttpStatusCode.NoContent);
        app.Clock.Advance(TimeSpan.FromHours(49));
        await app.SettleAsync();
        Assert.Contains("The books are lost.", (await app.Visitor().GetAsync($"{hall.Path}/draws/{draw}")).TextOf("main"));
        Assert.Equal(JsonValueKind.Null, (await ProofAsync($"{hall.Api}/draws/{draw}")).GetProperty("seed").ValueKind);
    }

    [Fact]
    public async Task Only_those_enter_whom_it_lets_once_each_and_never_who_holds_it()
    {
        var hall = await Hall.OpenAsync(app);
        var (premium, old) = (await OpenAsync(hall, "premium"), await OpenAsync(hall, joinedBefore: "2001-01-01"));
        await hall.BuysPremiumAsync("Ada");
        var (ada, lin) = (await hall.GuestAsync("Ada"), await hall.GuestAsync("Lin"));
        Task<Answer> Enter(Client who, long draw) => Hall.PutAsync(who, $"{hall.Api}/draws/{draw}/entries/mine", new { });

        (await Enter(lin, premium)).ShouldBeRefused(HttpStatusCode.Forbidden, "draw_closed_to_you");
        (await Enter(ada, old)).ShouldBeRefused(HttpStatusCode.Forbidden, "draw_closed_to_you");
        (await Enter(hall.Host, premium)).ShouldBeRefused(HttpStatusCode.Forbidden, "own_draw");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Enter(ada, premium)));
        Assert.Single(answers.Select(a => a.ShouldBe(HttpStatusCode.OK).Json.GetProperty("entry").GetInt64()).Distinct());
        Assert.Equal(1, await hall.CountAsync("draw_entered"));
        (await lin.PostAsync($"{hall.Api}/draws", new { title = "Mine" })).ShouldBe(HttpStatusCode.NotFound);
        (await Hall.PutAsync(lin, $"{hall.Api}/draws/{premium}/opening", new { })).ShouldBe(HttpStatusCode.NotFound);
        app.Clock.Advance(TimeSpan.FromHours(48));
        (await Enter(ada, old)).ShouldBeRefused(HttpStatusCode.Conflict, "draw_not_open");
    }

    [Fact]
    public async Task What_it_needs_is_asked_for()
    {
        var hall = await Hall.OpenAsync(app);
        async Task RefusedAsync(object input, string code) =>
            (await hall.Host.PostAsync($"{hall.Api}/draws", input)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        var prizes = new[] { new { name = "A book", count = 1 } };

        await RefusedAsync(new { prizes }, "title_missing");
        await RefusedAsync(new { title = "A", prizes }, "time_invalid");
        await RefusedAsync(new { title = "A", prizes, closes = hall.In(-1) }, "time_past");
        await RefusedAsync(new { title = "A", closes = hall.In(9) }, "prizes_missing");
        await RefusedAsync(new { title = "A", closes = hall.In(9), prizes = new[] { new { name = "A book", count = 0 } } }, "prize_invalid");
        await RefusedAsync(new { title = "A", closes = hall.In(9), prizes, joinedBefore = "yesterday" }, "day_invalid");
        await RefusedAsync(new { title = "A", closes = hall.In(9), prizes, session = 1_000_000_000_000_000_000 }, "session_unknown");
    }

    private static async Task<long> OpenAsync(Hall hall, string access = "everyone", string? joinedBefore = null)
    {
        var id = Hall.IdOf((await hall.Host.PostAsync($"{hall.Api}/draws", new
        {
            title = "Books", access, joinedBefore, closes = hall.In(48), zone = "Asia/Shanghai",
            prizes = new[] { new { name = "A signed book", count = 1 }, new { name = "A book", count = 2 } },
        })).ShouldBe(HttpStatusCode.Created));
        (await Hall.PutAsync(hall.Host, $"{hall.Api}/draws/{id}/opening", new { })).ShouldBe(HttpStatusCode.NoContent);
        return id;
    }

    private static async Task<long> EnterAsync(Client who, string path) =>
        (await Hall.PutAsync(who, path + "/entries/mine", new { })).ShouldBe(HttpStatusCode.OK).Json.GetProperty("entry").GetInt64();

    private async Task<JsonElement> ProofAsync(string path) => (await app.Visitor().GetAsync(path + "/proof")).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>By the words of the decision, and not by the program's own code.</summary>
    private static List<long> Reckoned(byte[] seed, List<long> entries, int places)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', entries))));
        var (left, won) = (entries.ToList(), new List<long>());
        for (var place = 0; place < places; place++)
            for (var turn = 0; ; turn++)
            {
                var mac = HMACSHA256.HashData(seed, Encoding.ASCII.GetBytes($"{hash}:{place}:{turn}"));
                var x = mac[..8].Aggregate(UInt128.Zero, (sum, octet) => sum * 256 + octet);
                var (all, count) = (UInt128.One << 64, (UInt128)left.Count);
                if (x >= all - all % count)
                    continue;
                won.Add(left[(int)(x % count)]);
                left.RemoveAt((int)(x % count));
                break;
            }
        return won;
    }
}

/// <summary>The reckoning by itself.</summary>
[Trait("Database", "none")]
public class Casting_lots
{
    [Fact]
    public void Every_entry_wins_about_as_often()
    {
        var wins = new int[7];
        for (var n = 0; n < 7000; n++)
            foreach (var winner in Lots.Cast(SHA256.HashData(BitConverter.GetBytes(n)), [0, 1, 2, 3, 4, 5, 6], 1))
                wins[winner]++;

        Assert.All(wins, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Nobody_wins_twice_and_nobody_wins_of_nothing()
    {
        Assert.Equal([1L, 2, 3], Lots.Cast(new byte[32], [3, 1, 2], 10).Order());
        Assert.Empty(Lots.Cast(new byte[32], [], 3));
    }
}
