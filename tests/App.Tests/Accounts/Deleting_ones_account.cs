using System.Net;
using System.Net.Http.Json;
using Guildhall.Accounts.Forgetting;
using Guildhall.Accounts.Profiles;
using Guildhall.App.Tests.Chat;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Mail;
using Guildhall.App.Tests.Notifications;
using Guildhall.App.Tests.Payments;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Guildhall.App.Tests.Accounts;

/// <summary>A member goes: at once they are out everywhere, after a week nothing is left but what others and the law need.</summary>
public class Deleting_ones_account(NotifiedApp app) : IClassFixture<NotifiedApp>
{
    private static int _members;

    /// <summary>Other scenarios have members and words of their own, which may still be there.</summary>
    private readonly char _mark = (char)('A' + Interlocked.Increment(ref _members));

    private string Name => $"Zebedee {_mark}uillfeather";

    private string Handle => $"zebedee-{char.ToLowerInvariant(_mark)}uill";

    private string Words => $"Words of number {_mark}{_mark}";

    /// <summary>Where the law wants a name: papers that were issued to somebody.</summary>
    private static readonly string[] Papers = ["invoices", "order_billing"];

    [Fact]
    public async Task After_the_grace_no_table_knows_name_address_handle_or_face_and_the_posts_stay()
    {
        var (room, zeb, bob, topic) = await LivedAsync();
        var (email, id) = (room.EmailOf(Name), room.IdOf(Name));
        var face = (await PutAsync(zeb, "/api/me/avatar", Folder.Png)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;
        var needles = new[] { Name, email, Handle, face };
        foreach (var needle in needles)
            Assert.NotEmpty(await FoundAsync(needle));

        (await DeleteAsync(zeb, new { password = Person.Password, posts = "keep" })).ShouldBe(HttpStatusCode.Accepted);
        await PassAsync(8);

        foreach (var needle in needles)
            Assert.Empty((await FoundAsync(needle)).Except(Papers));
        var page = await bob.GetAsync($"{room.Path}/topics/{topic}");
        Assert.Contains(Words, page.TextOf("main"));
        Assert.Contains("Deleted member", page.TextOf("main"));
        Assert.Contains("Deleted member replied", (await bob.GetAsync("/notifications")).TextOf("main"));
        foreach (var table in new[] { "sessions", "api_tokens", "known_devices", "accounts", "push_subscriptions", "sent_mails", "drafts" })
            Assert.Equal(0, await CountAsync(table, id));
        Assert.Equal(1, await CountAsync("account_deletions", id));
        (await app.Visitor().SubmitAsync("/sign-in", ("email", email), ("password", Person.Password))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        await app.RunJobAsync<ForgetMembers>();
    }

    [Fact]
    public async Task Whoever_takes_the_words_along_leaves_only_the_places_that_others_have_answered()
    {
        var (room, zeb, bob, topic) = await LivedAsync();
        (await bob.PostAsync($"{room.Api}/topics/{topic}/replies", new { body = "What Bob answers." })).ShouldBe(HttpStatusCode.Created);
        var alone = (await zeb.PostAsync($"{room.Api}/topics", new { space = "talk", title = "Unanswered", body = "Nobody replied." }))
            .Json.GetProperty("id").GetInt64();

        (await DeleteAsync(zeb, new { password = Person.Password, posts = "take" })).ShouldBe(HttpStatusCode.Accepted);
        await PassAsync(8);

        var page = (await bob.GetAsync($"{room.Path}/topics/{topic}")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("What Bob answers.", page.TextOf("main"));
        Assert.DoesNotContain(Words, page.Text);
        (await bob.GetAsync($"{room.Path}/topics/{alone}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain($"{_mark} said in the chat", (await bob.GetAsync(room.ChannelPath(room.General))).Text);
        foreach (var words in new[] { Words, "Nobody replied", $"{_mark} said in the chat", $"{_mark} edited words" })
            Assert.Empty(await FoundAsync(words));
    }

    [Fact]
    public async Task Sessions_tokens_and_browsers_end_at_once_and_signing_in_within_the_grace_stops_it()
    {
        var (room, zeb, _, _) = await LivedAsync();
        var program = await room.ProgramAsync(Name, "account:read");
        var id = room.IdOf(Name);

        var done = (await DeleteAsync(zeb, new { password = Person.Password, posts = "keep" })).ShouldBe(HttpStatusCode.Accepted);
        Assert.Equal(app.Clock.Now.AddDays(7), done.Json.GetProperty("dueAt").GetDateTime().ToUniversalTime(), TimeSpan.FromSeconds(1));
        (await zeb.GetAsync("/account")).ShouldLeadTo("/sign-in?returnUrl=%2Faccount");
        (await program.GetAsync("/api/me")).ShouldBe(HttpStatusCode.Unauthorized);
        await app.SettleAsync();
        Assert.Contains("Your account will be deleted", app.MailedTo(new Person(id, Name, room.EmailOf(Name))));

        await PassAsync(6);
        var back = app.Visitor();
        (await back.SubmitAsync("/sign-in", ("email", room.EmailOf(Name)), ("password", Person.Password))).ShouldBe(HttpStatusCode.SeeOther);
        await PassAsync(8);

        Assert.Equal(0, await CountAsync("account_deletions", id));
        Assert.Equal(Name, (await back.GetAsync("/api/me")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_page_shows_what_goes_and_what_stays_and_wants_a_choice_and_the_password()
    {
        var (room, zeb, _, _) = await LivedAsync();
        var page = await zeb.GetAsync("/account/data");
        Assert.Contains("What you wrote: topics, replies, comments and messages", page.TextOf("main"));
        Assert.Contains("So that decisions can be checked later", page.TextOf("main"));

        (await DeleteAsync(zeb, new { password = "not mine at all", posts = "keep" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "password_wrong");
        (await DeleteAsync(zeb, new { password = Person.Password })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "posts_missing");
        var reader = await room.ProgramAsync(Name, "account:read");
        (await DeleteAsync(reader, new { password = Person.Password, posts = "keep" })).ShouldBe(HttpStatusCode.Forbidden);
        (await zeb.SubmitAsync(page, ("posts", "keep"), ("password", "wrong"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await zeb.SubmitAsync(page, ("posts", "keep"), ("password", Person.Password))).ShouldLeadTo("/account/deleted");

        Assert.Contains("7 days", (await app.Visitor().GetAsync("/account/deleted")).TextOf("main"));
    }

    [Fact]
    public async Task Without_the_password_a_mailed_link_does_it_once()
    {
        var (room, zeb, _, _) = await LivedAsync();
        var page = await zeb.GetAsync("/account/data");

        (await zeb.SubmitAsync(page, ("mail", "true"))).ShouldLeadTo("/account/data?sent=1");
        await app.SettleAsync();
        var link = MailApp.LinkIn(app.Server.To(room.EmailOf(Name)), "/account/deletion/");

        var browser = app.Visitor();
        (await browser.SubmitAsync(link, ("posts", "take"))).ShouldLeadTo("/account/deleted");
        Assert.Contains("no longer works", (await browser.GetAsync(link)).TextOf("main"));
        Assert.Equal(1, await CountAsync("account_deletions", room.IdOf(Name)));
    }

    [Fact]
    public async Task The_last_owner_of_a_community_cannot_go()
    {
        var room = await Room.OpenAsync(app);
        var owner = await room.SignedInAsync("owner");

        (await DeleteAsync(owner, new { password = Person.Password, posts = "keep" })).ShouldBeRefused(HttpStatusCode.Conflict, "cannot_leave");
        Assert.Contains("You are the last owner of Room", (await owner.GetAsync("/account/data")).TextOf("main"));
    }

    [Fact]
    public async Task Of_two_owners_who_ask_in_one_week_the_second_stays_until_there_is_another()
    {
        var room = await Room.OpenAsync(app);
        var owner = await room.SignedInAsync("owner");
        var ann = await room.MemberAsync("Ann");
        await room.WriteAsync(g => g.GrantRoleAsync(room.Id, room.IdOf("Ann"), Role.Owner, new Thing("test", 1), null, room.Now));
        (await DeleteAsync(owner, new { password = Person.Password, posts = "keep" })).ShouldBe(HttpStatusCode.Accepted);
        (await DeleteAsync(ann, new { password = Person.Password, posts = "keep" })).ShouldBe(HttpStatusCode.Accepted);

        await PassAsync(8);

        Assert.Equal(0, await CountAsync("accounts", room.IdOf("owner")));
        Assert.Equal(1, await CountAsync("accounts", room.IdOf("Ann")));
    }

    [Fact]
    public async Task Books_stay_and_what_is_paid_and_runs_is_told()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync("Zoltan Marrowby");
        await shop.BuyAndPayAsync(buyer);

        Assert.Contains("runs until", (await buyer.Browser.GetAsync("/account/data")).TextOf("main"));
        (await DeleteAsync(buyer.Browser, new { password = Person.Password, posts = "keep" })).ShouldBe(HttpStatusCode.Accepted);
        await PassAsync(8);

        Assert.Equal(1, await CountAsync("orders", buyer.Person.Id));
        Assert.Empty((await FoundAsync("Zoltan Marrowby")).Except(Papers));
    }

    /// <summary>Somebody with a handle who has written, been answered, reported and told others; Bob reads his mail.</summary>
    private async Task<(Room Room, Client Zeb, Client Bob, long Topic)> LivedAsync()
    {
        var room = await Room.OpenAsync(app);
        var (zeb, bob) = (await room.MemberAsync(Name), await room.MemberAsync("Bob"));
        var bobs = room.IdOf("Bob");
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync($"UPDATE accounts SET email_confirmed = TRUE WHERE member_id = {bobs}"));
        await room.AsAsync<ChangePublicProfile>(Name, change => change.RunAsync(new WantedProfile(Handle: Handle, Shown: true), default));
        var message = await room.SaysAsync(zeb, room.General, $"{_mark} edited words");
        await zeb.PatchAsync($"{room.Api}/messages/{message}", new { body = $"{_mark} said in the chat." });
        var topic = (await zeb.PostAsync($"{room.Api}/topics", new { space = "talk", title = "A topic", body = Words }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        var bobsTopic = (await bob.PostAsync($"{room.Api}/topics", new { space = "talk", title = "Bob's", body = "Bob's words." }))
            .Json.GetProperty("id").GetInt64();
        var reply = (await zeb.PostAsync($"{room.Api}/topics/{bobsTopic}/replies", new { body = $"{_mark} edited words" }))
            .Json.GetProperty("id").GetInt64();
        await zeb.PatchAsync($"{room.Api}/replies/{reply}", new { body = $"{Words}, again." });
        (await zeb.PostAsync($"{room.Api}/reports", new { thing = $"topic:{bobsTopic}", reason = "spam" })).ShouldBe(HttpStatusCode.Created);
        await app.SettleAsync();
        return (room, zeb, bob, topic);
    }

    private static Task<Answer> DeleteAsync(Client who, object input) => who.SendAsync(
        new HttpRequestMessage(HttpMethod.Delete, "/api/me") { Content = JsonContent.Create(input) });

    private static Task<Answer> PutAsync(Client who, string path, byte[] picture)
    {
        var content = new ByteArrayContent(picture);
        content.Headers.ContentType = new("image/png");
        return who.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = content });
    }

    private async Task PassAsync(int days)
    {
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromDays(days));
        await app.RunJobAsync<ForgetMembers>();
    }

    /// <summary>The tables that hold this text in one of their columns, whoever's rows they are.</summary>
    private Task<List<string>> FoundAsync(string text) => app.WithAsync<AppDb, List<string>>(async db =>
    {
        var found = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsOwned()))
            foreach (var column in entity.GetProperties().Where(p => TypeOf(p) == typeof(string)).Select(p => p.GetColumnName()))
                if (await CountAsync(db, entity.GetTableName()!, $"CAST(\"{column}\" AS TEXT) LIKE {{0}}", $"%{text}%") > 0)
                    found.Add(entity.GetTableName()!);
        return [.. found.Distinct()];
    });

    private static Type TypeOf(IProperty property) => property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;

    private Task<long> CountAsync(string table, long member) => app.WithAsync<AppDb, long>(db =>
        CountAsync(db, table, "member_id = {0}", member));

    private static Task<long> CountAsync(AppDb db, string table, string condition, object argument)
    {
        var statement = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\" WHERE {condition}";
        return db.Database.SqlQueryRaw<long>(statement, argument).SingleAsync();
    }
}

/// <summary>An installation with one owner.</summary>
public class The_owner_who_is_the_last_one(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Cannot_go_before_there_is_another()
    {
        var owner = await app.MemberAsync("Only One", owner: true);
        var browser = await app.SignInAsync(owner);
        var wish = new { password = Person.Password, posts = "keep" };
        Task<Answer> AskAsync() => browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/me") { Content = JsonContent.Create(wish) });

        (await AskAsync()).ShouldBeRefused(HttpStatusCode.Conflict, "cannot_leave");
        await app.MemberAsync("Another", owner: true);

        (await AskAsync()).ShouldBe(HttpStatusCode.Accepted);
    }
}
