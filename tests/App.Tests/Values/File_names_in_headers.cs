using System.Text;
using Guildhall.Kernel.Values;
using Microsoft.Net.Http.Headers;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class File_names_in_headers
{
    [Theory]
    [InlineData("report.pdf", "report.pdf"), InlineData("报告 2024.pdf", "报告 2024.pdf"), InlineData("../../etc/passwd", "passwd"),
        InlineData("C:\\Users\\x\\a.txt", "a.txt")]
    [InlineData("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"), InlineData("a\"b.txt", "a_b.txt"),
        InlineData("gnp.\u202Eexe.png", "gnp.exe.png"), InlineData("..", "file")]
    [InlineData("", "file"), InlineData(null, "file"), InlineData(".htaccess", "htaccess"), InlineData("con.txt", "_con.txt"),
        InlineData("NUL", "_NUL"), InlineData("a.txt. ", "a.txt")]
    [InlineData("a\0.exe", "a.exe"), InlineData("a<b>c|d?e*f:g", "a_b_c_d_e_f_g"), InlineData("a\u3000b.txt", "a b.txt")]
    public void Are_made_harmless(string? name, string safe) => Assert.Equal(safe, FileNames.Safe(name));

    [Fact]
    public void Survive_half_a_character() => Assert.Equal("\uFFFD\uFFFD.txt", FileNames.Safe("\uD800\uFFFE.txt"));

    [Fact]
    public void Keep_their_extension_when_cut()
    {
        var safe = FileNames.Safe(new string('长', 300) + ".markdown");

        Assert.EndsWith("长.markdown", safe);
        Assert.InRange(Encoding.UTF8.GetByteCount(safe), 250, FileNames.MaxBytes);
    }

    [Theory]
    [InlineData("report.pdf"), InlineData("报告 (终稿).pdf"), InlineData("naïve café.txt"), InlineData("50% off.txt"), InlineData("a'b;c.txt"),
        InlineData("👍.png")]
    public void Arrive_as_they_were_sent(string name)
    {
        var header = ContentDispositionHeaderValue.Parse(ContentDisposition.Attachment(name));

        Assert.Equal("attachment", header.DispositionType.Value);
        Assert.Equal(name, (header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).ToString().Trim('"'));
    }

    [Fact]
    public void Stay_one_ASCII_line_whatever_the_name()
    {
        var random = new Random(5);
        for (var i = 0; i < 3_000; i++)
        {
            var name = new string(
                [.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => (char)random.Next(0, random.Next(2) == 0 ? 0x80 : 0x10000))]);

            var value = ContentDisposition.Inline(name);

            Assert.All(value, c => Assert.InRange(c, ' ', '~'));
            Assert.Equal(2, value.Count(c => c == '"'));
            Assert.True(ContentDispositionHeaderValue.TryParse(value, out _), value);
            Assert.StartsWith("inline; filename=\"", value);
        }
    }
}
