using System.Globalization;
using Guildhall.Content.Import;

namespace Guildhall.App.Tests.Content;

[Trait("Database", "none")]
public class Dates_of_files
{
    private static readonly TimeZoneInfo
        Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    // RFC 3339 and YAML 1.1.
    [InlineData("2020-01-05T08:03:04Z", "2020-01-05T08:03:04")]
    [InlineData("2020-01-05t08:03:04z", "2020-01-05T08:03:04")]
    [InlineData("2016-04-04 16:28:00Z", "2016-04-04T16:28:00")]
    [InlineData("2016-04-04T16:28:00.000Z", "2016-04-04T16:28:00")]
    [InlineData("2020-01-05T08:03:04.1234567891+08:00", "2020-01-05T00:03:04.1234567")]
    [InlineData("2020-01-05T08:03:04+0800", "2020-01-05T00:03:04")]
    [InlineData("2020-01-05T08:03-05:00", "2020-01-05T13:03:00")]
    [InlineData("2020-01-05T08:03+08", "2020-01-05T00:03:00")]
    [InlineData("2001-12-14t21:59:43.10-05:00", "2001-12-15T02:59:43.1")]
    [InlineData("2001-12-14 21:59:43.10 -5", "2001-12-15T02:59:43.1")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59")]
    [InlineData("2020-01-05T24:00:00Z", "2020-01-06T00:00:00")]
    [InlineData("2020-01-01T08:00:00+08:00[Asia/Shanghai]", "2020-01-01T00:00:00")]
    [InlineData("2020-01-01 08:00 Europe/Berlin", "2020-01-01T07:00:00")]
    // The clock of the community.
    [InlineData("2020-01-05", "2020-01-04T16:00:00")]
    [InlineData("2020-1-5", "2020-01-04T16:00:00")]
    [InlineData("2020/1/5 8:05", "2020-01-05T00:05:00")]
    [InlineData("2020-1-5 8:05", "2020-01-05T00:05:00")]
    [InlineData("2020-1-5 8:5:3", "2020-01-05T00:05:03")]
    [InlineData("2020.01.05 08:05:06", "2020-01-05T00:05:06")]
    [InlineData("2020-01-05T08:05", "2020-01-05T00:05:00")]
    [InlineData("2020-01-05 08:05 PM", "2020-01-05T12:05:00")]
    [InlineData("2020-01-05 12:05 am", "2020-01-04T16:05:00")]
    [InlineData("2020/1/5 下午8:05:06", "2020-01-05T12:05:06")]
    [InlineData("2020/1/5上午8:05:06", "2020-01-05T00:05:06")]
    [InlineData("2020年1月5日", "2020-01-04T16:00:00")]
    [InlineData("2020 年 1 月 5 日 18:30", "2020-01-05T10:30:00")]
    [InlineData("2020年1月5日 星期日 18:30", "2020-01-05T10:30:00")]
    [InlineData("２０２０－０１－０５　０８：０５", "2020-01-05T00:05:00")]
    [InlineData("2020-01-05, Sunday", "2020-01-04T16:00:00")]
    [InlineData("2020-01", "2019-12-31T16:00:00")]
    [InlineData("2020", "2019-12-31T16:00:00")]
    [InlineData("20200105", "2020-01-04T16:00:00")]
    [InlineData("20200105T080506Z", "2020-01-05T08:05:06")]
    [InlineData("20200105080506", "2020-01-05T00:05:06")]
    // Ruby, Go, Python.
    [InlineData("2014-01-01 12:00:00 +0800", "2014-01-01T04:00:00")]
    [InlineData("2014-01-01 12:00:00 UTC", "2014-01-01T12:00:00")]
    [InlineData("2019-05-06 07:08:09.5 +0800 CST m=+0.01", "2019-05-05T23:08:09.5")]
    [InlineData("2020-01-02 03:04:05.678901+00:00", "2020-01-02T03:04:05.678901")]
    // Mail, JavaScript, Unix, words.
    [InlineData("Thu, 2 Jan 2020 11:04:05 +0800", "2020-01-02T03:04:05")]
    [InlineData("Thu, 02 Jan 2020 03:04:05 GMT", "2020-01-02T03:04:05")]
    [InlineData("2 Jan 20 11:04 EST", "2020-01-02T16:04:00")]
    [InlineData("Thursday, 02-Jan-97 03:04:05 GMT", "1997-01-02T03:04:05")]
    [InlineData("Thu Jan 02 2020 11:04:05 GMT+0800 (中国标准时间)", "2020-01-02T03:04:05")]
    [InlineData("Thu Jan 02 2020 11:04:05 GMT-0500 (Eastern Standard Time)", "2020-01-02T16:04:05")]
    [InlineData("Thu Jan 02 2020", "2020-01-01T16:00:00")]
    [InlineData("Thu Jan  2 11:04:05 CST 2020", "2020-01-02T03:04:05")]
    [InlineData("Thu 02 Jan 2020 11:04:05 AM CST", "2020-01-02T03:04:05")]
    [InlineData("January 2nd, 2020", "2020-01-01T16:00:00")]
    [InlineData("Jan. 2, 2020 at 3:05 PM", "2020-01-02T07:05:00")]
    [InlineData("1577934245", "2020-01-02T03:04:05")]
    [InlineData("1577934245000", "2020-01-02T03:04:05")]
    public void Are_read_in_every_honest_form(string text, string utc)
    {
        Assert.True(DateForms.TryRead(text, Shanghai, out var read));
        Assert.Equal((Instant(utc), DateTimeKind.Utc), (read, read.Kind));
    }

    [Theory]
    [InlineData("someday")]
    [InlineData("true")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2020-02-30")]
    [InlineData("2020-13-01")]
    [InlineData("2020-01-05 25:00")]
    [InlineData("2020-01-05 24:01")]
    [InlineData("2020-01-05T08:03:04+99:00")]
    [InlineData("3/4/2020")]
    [InlineData("{{date}}")]
    [InlineData("2020-01-05 or so")]
    [InlineData("٢٠٢٠-٠١-٠٥")]
    [InlineData("2020-01-05\ud800")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public void Are_not_guessed(string text) => Assert.False(DateForms.TryRead(text, Shanghai, out _));

    [Fact]
    public void Follow_the_clocks_of_the_community()
    {
        Assert.Equal(Instant("2020-03-08T07:00:00"), Read("2020-03-08 02:30", NewYork));
        Assert.Equal(Instant("2020-11-01T05:30:00"), Read("2020-11-01 01:30", NewYork));
        // China's time and Chicago's have one name.
        Assert.Equal(Instant("2020-01-02T17:04:05"), Read("Thu Jan  2 11:04:05 CST 2020", NewYork));
    }

    [Theory]
    [InlineData("date: 2021-01-01\ncreated: 2020-01-01", "2021-01-01")]
    [InlineData("created: 2020-01-01\npublishDate: 2021-01-01", "2021-01-01")]
    [InlineData("pubDate: 2021-01-01\nupdated: 2022-01-01", "2021-01-01")]
    [InlineData("pubDatetime: 2021-01-01T00:00:00+08:00", "2021-01-01")]
    [InlineData("published: true\nposted: 2021-01-01", "2021-01-01")]
    [InlineData("Published At: 2021-01-01", "2021-01-01")]
    [InlineData("date:\ncreate_time: 2021-01-01", "2021-01-01")]
    [InlineData("date created: 2021-01-01", "2021-01-01")]
    [InlineData("date:\n  updated: 2022-01-01\n  created: 2021-01-01", "2021-01-01")]
    [InlineData("发布日期: 2021年1月1日", "2021-01-01")]
    [InlineData("title: none", "2019-05-28")]
    public void Have_many_names(string front, string day)
    {
        var notes = new List<ImportNote>();

        var (at, isHidden) = Dates().Read("posts/2019-05-28_name.md", FrontMatter.Split($"---\n{front}\n---\n").Front, notes);

        Assert.Equal((Instant(day).AddHours(-8), false), (at, isHidden));
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("date: someday", ImportTexts.BadDate, false, null)]
    [InlineData("date: someday\ncreated: 2021-01-01", ImportTexts.BadDate, false, "2021-01-01")]
    [InlineData("date: [2021-01-01]", ImportTexts.BadDate, false, null)]
    [InlineData("date: 2031-01-01", ImportTexts.FutureDate, true, null)]
    [InlineData("date: 2021-01-01\npublishDate: 2031-01-01", ImportTexts.FutureDate, true, null)]
    [InlineData("created: 2031-01-01", ImportTexts.FutureDate, true, null)]
    [InlineData("date: 2021-01-01\nexpiryDate: 2022-01-01", ImportTexts.Expired, true, "2021-01-01")]
    [InlineData("date: 2021-01-01\nexpires: in spring", ImportTexts.Expired, true, "2021-01-01")]
    public void Say_what_they_cost(string front, string note, bool hides, string? day)
    {
        var notes = new List<ImportNote>();

        var (at, isHidden) = Dates().Read("posts/name.md", FrontMatter.Split($"---\n{front}\n---\n").Front, notes);

        Assert.Equal((day is null ? (DateTime?)null : Instant(day).AddHours(-8), hides), (at, isHidden));
        Assert.Equal((note, false), (Assert.Single(notes).Text, notes[0].IsError));
    }

    [Theory]
    [InlineData("date: 2021-01-01\nexpiryDate: 2031-01-01")]
    [InlineData("date: 2021-01-01\nexpires: never")]
    [InlineData("date: 2021-01-01\ncreated: 2031-01-01")]
    public void Cost_nothing_where_they_hide_nothing(string front)
    {
        var notes = new List<ImportNote>();

        Assert.Equal((Instant("2021-01-01").AddHours(-8), false), Dates().Read("posts/name.md", FrontMatter.Split($"---\n{front}\n---\n").Front, notes));
        Assert.Empty(notes);
    }

    private static PublicationDates Dates() => new(Shanghai, Instant("2026-01-01"));

    private static DateTime Read(string text, TimeZoneInfo zone) => DateForms.TryRead(text, zone, out var utc) ? utc : default;

    private static DateTime Instant(string utc) =>
        DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
