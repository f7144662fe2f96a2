using System.Security.Claims;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Ui;

[Trait("Database", "none")]
public class Telling_the_time
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Is_by_the_member_s_zone_before_the_community_s()
    {
        var time = Reader("zh", memberZone: "Europe/Berlin");

        Assert.Equal("2026年3月4日 13:00", time.DateAndTime(Noon, await time.ZoneAsync()));
    }

    [Fact]
    public async Task Is_by_the_community_s_zone_for_a_visitor()
    {
        var time = Reader("en", memberZone: null);

        Assert.Equal("4 Mar 2026, 20:00 UTC+08:00", time.Exact(Noon, await time.ZoneAsync()));
    }

    [Fact]
    public async Task Is_by_UTC_where_a_zone_is_unknown()
    {
        var time = Reader("en", memberZone: "Moon/Tranquility");

        Assert.Equal(TimeZoneInfo.Utc, await time.ZoneAsync());
    }

    [Theory]
    [InlineData(0.5, "刚刚")]
    [InlineData(5, "5 分钟前")]
    [InlineData(-90, "1 小时后")]
    [InlineData(60 * 24 * 7, "7 天前")]
    [InlineData(60 * 24 * 9, "2026年2月23日")]
    public void Says_how_long_ago(double minutes, string expected)
    {
        var time = Reader("zh", memberZone: null);

        Assert.Equal(expected, time.Relative(Noon.AddMinutes(-minutes), TimeZoneInfo.Utc));
    }

    private static ReaderTime Reader(string language, string? memberZone)
    {
        var http = new DefaultHttpContext();
        if (memberZone is not null)
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(CurrentMember.ZoneClaim, memberZone)], "test"));
        return new ReaderTime(new InShanghai(), new HttpContextAccessor { HttpContext = http },
            new TextCatalogue(Guildhall.Web.Modules.All.Assemblies).In(language), new StoppedClock(Noon));
    }

    private sealed class InShanghai : IShell
    {
        public ValueTask<Shell> CurrentAsync() => new(new Shell(new ShellCommunity(1, "java", "Java", "teal", "Asia/Shanghai", []), null, [], false));

        public ValueTask<IReadOnlyList<WaitingWork>> WaitingAsync() => new([]);
    }

    private sealed class StoppedClock(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
