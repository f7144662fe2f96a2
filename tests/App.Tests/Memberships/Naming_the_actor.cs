using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Memberships.Members;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class Naming_the_actor(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_gift_names_who_gave_it_and_who_took_it_back()
    {
        var academy = await Academy.OpenAsync(app);
        // The owner of the installation may name anybody by number.
        var (owner, lin) = (await academy.PersonAsync("root", ownsInstallation: true), await academy.PersonAsync("Lin"));
        var program = await academy.ProgramAsync("root", "members:write");

        (await program.PostAsync($"{academy.Api}/members/{lin}/gifts", new { tierId = academy.Premium.TierId })).ShouldBe(HttpStatusCode.Created);
        var gift = await academy.InAsync<AppDb, long>(db => db.Set<Gift>().Select(g => g.Id).SingleAsync());
        (await program.SendAsync(new(HttpMethod.Delete, $"{academy.Api}/members/{lin}/gifts/{gift}"))).ShouldBe(HttpStatusCode.NoContent);

        // The free tier comes with the gift.
        var granted = await TellingAsync<MembershipGranted>(academy);
        Assert.Equal([new Thing("member", lin), new Thing("member", lin)], granted.Select(a => a.Subject));
        Assert.All(granted, a => Assert.Equal((owner, owner, lin), (a.Row.ActorId, a.Event.ActorId, a.Event.MemberId)));
        var revoked = Assert.Single(await TellingAsync<MembershipRevoked>(academy));
        Assert.Equal((owner, lin), (revoked.Row.ActorId, revoked.Event.MemberId));
    }

    [Fact]
    public async Task A_role_names_who_gave_it_and_who_took_it_away()
    {
        var academy = await Academy.OpenAsync(app);
        var (owner, root, lin) =
            (academy.IdOf("owner"), await academy.PersonAsync("root", ownsInstallation: true), await academy.PersonAsync("Lin"));
        var program = await academy.ProgramAsync("root", "members:write");

        (await program.SendAsync(new(HttpMethod.Put, $"{academy.Api}/members/{lin}/roles/author"))).ShouldBe(HttpStatusCode.NoContent);
        (await program.SendAsync(new(HttpMethod.Delete, $"{academy.Api}/members/{lin}/roles/author"))).ShouldBe(HttpStatusCode.NoContent);

        // The first role is the owner's own, by opening the community.
        Assert.Equal([(owner, owner), (root, lin)],
            (await TellingAsync<RoleGranted>(academy)).Select(a => (a.Row.ActorId!.Value, a.Event.MemberId)));
        Assert.Equal((root, lin),
            Assert.Single((await TellingAsync<MembershipRevoked>(academy)).Select(a => (a.Row.ActorId!.Value, a.Event.MemberId))));
    }

    [Fact]
    public async Task Who_joins_does_it_themselves()
    {
        var academy = await Academy.OpenAsync(app);
        var lin = await academy.PersonAsync("Lin");
        var browser = await academy.SignedInAsync("Lin");

        (await browser.SubmitAsync($"{academy.Path}/checkout?tier={academy.Free.Slug}", ("do", "buy"))).ShouldRedirect();

        Assert.Equal((lin, lin),
            Assert.Single((await TellingAsync<MembershipGranted>(academy)).Select(a => (a.Row.ActorId!.Value, a.Event.MemberId))));
    }

    [Fact]
    public async Task What_the_program_does_by_itself_has_no_actor()
    {
        var academy = await Academy.OpenAsync(app);

        await academy.AppointAsync("Lin", "author");

        Assert.Null((await TellingAsync<RoleGranted>(academy))[^1].Row.ActorId);
    }

    [Fact]
    public void Payloads_of_the_first_version_are_still_read()
    {
        var granted = Read<MembershipGranted>(
            """{"CommunityId":1,"MemberId":5,"TierId":2,"From":"2026-11-23T10:00:00Z","Until":null,"Source":"gift:3","ActorId":5,"Subject":{"Kind":"tier","Id":2}}""");
        var role = Read<RoleGranted>("""{"CommunityId":1,"MemberId":5,"Role":"author","Source":"appointment:3","ActorId":null,"Subject":{"Kind":"member","Id":5}}""");
        var revoked = Read<MembershipRevoked>("""{"CommunityId":1,"MemberId":5,"GrantId":9,"Reason":"x","ActorId":null,"Subject":{"Kind":"grant","Id":9}}""");
        var refunded = Read<OrderRefunded>("""{"CommunityId":1,"MemberId":5,"OrderId":7,"Amount":2900,"Currency":"CNY","ActorId":null,"Subject":{"Kind":"order","Id":7}}""");

        Assert.Equal(new MembershipGranted(1, 5, 5, 2, new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc), null, "gift:3"), granted);
        Assert.Equal(new RoleGranted(1, null, 5, "author", "appointment:3"), role);
        Assert.Equal(new MembershipRevoked(1, null, 5, 9, "x"), revoked);
        Assert.Equal(new OrderRefunded(1, null, 5, 7, 2900, "CNY"), refunded);
    }

    private static T Read<T>(string payload) => JsonSerializer.Deserialize<T>(payload)!;

    private static async Task<IReadOnlyList<(Activity Row, Thing Subject, T Event)>> TellingAsync<T>(Academy academy) where T : IEvent
    {
        var kind = Activity.KindOf(typeof(T));
        var rows = await academy.InAsync<AppDb, List<Activity>>(db =>
            db.Activities.AsNoTracking().Where(a => a.CommunityId == academy.Id && a.Kind == kind).OrderBy(a => a.Id).ToListAsync());
        return [.. rows.Select(a => (a, new Thing(a.SubjectKind, a.SubjectId), (T)a.Read(typeof(T))))];
    }
}
