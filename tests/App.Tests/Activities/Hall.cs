using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Activities;

/// <summary>A community with a space of events. Its owner makes sessions, by a program.</summary>
internal sealed class Hall : TestCommunity
{
    /// <summary>What must stand nowhere but at the door.</summary>
    public const string Room = "https://meet.example.org/secret-room-4711";

    private Hall(GuildhallApp app) : base(app) { }

    public TierOffer Premium { get; private set; } = null!;

    /// <summary>The owner's program.</summary>
    public Client Host { get; private set; } = null!;

    public static async Task<Hall> OpenAsync(GuildhallApp app)
    {
        var hall = new Hall(app);
        await hall.OpenAsync(new NewCommunity("Hall", $"hall-{Next()}", "", CommunityKind.Technical, "indigo", "en", "Asia/Shanghai", "CNY"));
        hall.Premium = (await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(hall.Id))).Single(t => t.Slug == "premium");
        await hall.AsAsync<CreateSpace>("owner", create =>
            create.RunAsync(hall.Id, new NewSpace("Evenings", "evenings", "", null) { Kind = SpaceKind.Events }, default));
        hall.Host = await hall.ProgramAsync("owner", "sessions:write", "sessions:attend", "articles:read");
        return hall;
    }

    /// <summary>So many hours from now, as the clock of Shanghai shows it.</summary>
    public string In(double hours) => (App.Clock.Now.AddHours(8) + TimeSpan.FromHours(hours)).ToString("yyyy-MM-dd'T'HH:mm");

    /// <summary>Makes a session as a draft; gives its id.</summary>
    public async Task<long> SessionAsync(
        string title = "Questions", double hours = 48, int? seats = null, string access = "everyone", int? weeks = null, string? link = Room) =>
        IdOf((await Host.PostAsync(Api + "/sessions", new
        {
            space = "evenings", title, markdown = "Bring your **questions**.", language = "en", starts = In(hours), zone = "Asia/Shanghai",
            minutes = 60, joinUrl = link, place = link is null ? "The blue hall" : "", seats, access, weeks,
        })).ShouldBe(HttpStatusCode.Created));

    /// <summary>The same, public.</summary>
    public async Task<long> PublicAsync(
        string title = "Questions", double hours = 48, int? seats = null, string access = "everyone", string? link = Room)
    {
        var id = await SessionAsync(title, hours, seats, access, link: link);
        await PublishAsync(id);
        return id;
    }

    public async Task PublishAsync(long session, string more = "")
    {
        (await PutAsync(Host, $"{Api}/sessions/{session}/publication{more}", new { })).ShouldBe(HttpStatusCode.NoContent);
        await App.SettleAsync();
    }

    /// <summary>A program that comes to sessions for the person.</summary>
    public Task<Client> GuestAsync(string name) => ProgramAsync(name, "sessions:attend", "sessions:write", "orders:write", "articles:read");

    public Task<Answer> ComeAsync(Client guest, long session) => PutAsync(guest, $"{Api}/sessions/{session}/attendance/mine", new { });

    public Task<Answer> LeaveAsync(Client guest, long session) => guest.DeleteAsync($"{Api}/sessions/{session}/attendance/mine");

    public static string StateOf(Answer answer) => answer.ShouldBe(HttpStatusCode.OK).Json.GetProperty("state").GetString()!;

    public async Task<JsonElement> SessionOfAsync(Client reader, long session) =>
        (await reader.GetAsync($"{Api}/sessions/{session}")).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>Sells tickets of it.</summary>
    public async Task SellAsync(long session, long amount = 5000) =>
        (await PutAsync(Host, $"{Api}/sessions/{session}/offer", new { prices = new[] { new { currency = "CNY", amount } } }))
            .ShouldBe(HttpStatusCode.NoContent);

    /// <summary>Places an order for a ticket, unpaid.</summary>
    public Task<Answer> OrderAsync(Client buyer, long session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Api + "/checkout")
        {
            Content = JsonContent.Create(new { lines = new[] { new { kind = "ticket", id = session.ToString() } } }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return buyer.SendAsync(request);
    }

    /// <summary>Gives the person the premium tier, as a paid order does; gives the order.</summary>
    public async Task<Thing> BuysPremiumAsync(string name)
    {
        var (member, order, now) = (await PersonAsync(name), new Thing("order", Next()), App.Clock.Now);
        await WriteAsync(g => g.GrantTierAsync(Id, member, Premium.TierId, now, now + TimeSpan.FromDays(30), order, member, now));
        return order;
    }

    /// <summary>What the ledger keeps of one kind, in this community.</summary>
    public Task<int> CountAsync(string kind) =>
        InAsync<AppDb, int>(db => db.Activities.CountAsync(a => a.CommunityId == Id && a.Kind == "activities." + kind));

    public static Task<Answer> PutAsync(Client program, string path, object json) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(json) });

    public static long IdOf(Answer answer) => answer.Json.GetProperty("id").GetInt64();
}
