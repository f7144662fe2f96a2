using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Costs;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Books;

public class Importing_costs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Table = """
        day,kind,text,quantity,unit_price,currency,account
        2026-02-01,production,"Filming, two days",2,500,CNY,bank
        2026-02-02,marketing,Advert,1,120.50,,
        2026-02-30,marketing,No such day,1,1,CNY,bank
        2026-02-03,holiday,Beach,0,-5,CNY,bank
        2026-02-04,operation,"never closed,1,5,CNY,bank
        2026-02-05,operation,Servers,0.5,99.99,CNY,payable
        """;

    [Fact]
    public async Task Shows_what_would_become_of_every_line_and_changes_nothing()
    {
        var books = await Bookkeeping.OpenAsync(app);

        var preview = await UploadAsync(books, Encoding.UTF8.GetBytes(Table));

        preview.ShouldBe(HttpStatusCode.OK);
        Assert.Contains("6 lines: 3 new, 0 already entered, 3 with errors", preview.Text);
        var faults = preview.Document.QuerySelectorAll(".cost-faults").Select(f => f.TextContent.Trim()).ToList();
        Assert.Contains("Write the day as year, month, day", faults[0]);
        Assert.Contains("Choose production, marketing or operation.", faults[1]);
        Assert.Contains("Enter a quantity", faults[1]);
        Assert.Contains("Enter an amount above zero.", faults[1]);
        Assert.Contains("This line has an unclosed quotation mark.", faults[2]);
        Assert.Equal(0, await CountAsync(books));
    }

    [Fact]
    public async Task Enters_the_good_lines_and_keeps_the_others_to_be_corrected()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var preview = await UploadAsync(books, Encoding.UTF8.GetBytes(Table));

        var answer = await books.Browser.SubmitAsync(preview, ("do", "import"));

        answer.ShouldBe(HttpStatusCode.OK);
        Assert.Equal(3, await CountAsync(books));
        var left = answer.Document.QuerySelector("#field-lines")!.TextContent;
        Assert.Contains("No such day", left);
        Assert.Contains("Beach", left);
        Assert.Contains("never closed", left);
        Assert.DoesNotContain("Filming", left);
        var corrected = left.Replace("2026-02-30", "2026-02-28").Replace("holiday,Beach,0,-5", "marketing,Beach,1,5").Replace("\"never", "never");
        var checkedAgain = await books.Browser.SubmitAsync(answer, ("lines", corrected), ("do", "preview"));
        Assert.Equal($"{books.Manage}/costs?imported=3", (await books.Browser.SubmitAsync(checkedAgain, ("do", "import"))).ShouldRedirect().Location);
        Assert.Equal(6, await CountAsync(books));
        Assert.Equal(100000, (await books.Shop.BalancesAsync())["cost:production"]);
        Assert.Equal(-5000, (await books.Shop.BalancesAsync())["payable:suppliers"]);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Brings_nothing_in_twice()
    {
        var books = await Bookkeeping.OpenAsync(app);
        const string Twins = "日期;类别;内容;数量;单价\n2026年2月1日;推广;传单;1;8\n2026/2/1;推广;传单;1;8.00\n";

        var first = await UploadAsync(books, Encoding.GetEncoding("utf-8").GetBytes(Twins));
        (await books.Browser.SubmitAsync(first, ("do", "import"))).ShouldRedirect();
        Assert.Equal(2, await CountAsync(books));

        var again = await UploadAsync(books, Encoding.UTF8.GetBytes(Twins));
        Assert.Contains("2 lines: 0 new, 2 already entered, 0 with errors", again.Text);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => books.Browser.SubmitAsync(again, ("lines", Twins), ("do", "import"))));
        Assert.Equal(2, await CountAsync(books));
    }

    [Fact]
    public async Task Reads_what_spreadsheets_in_China_save()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

        var preview = await UploadAsync(books, gbk.GetBytes("日期\t类别\t说明\t单价\r\n2026.3.1\t运营\t服务器\t￥１２．５０\r\n"));

        Assert.Contains("1 line: 1 new", preview.Text);
        Assert.Contains("服务器", preview.TextOf("tbody"));
    }

    [Theory]
    [InlineData("", "Choose a file, or paste its lines.")]
    [InlineData("a,b,c\n1,2,3", "The first line must name the columns")]
    public async Task Says_what_is_no_table_of_costs(string lines, string told)
    {
        var books = await Bookkeeping.OpenAsync(app);

        var answer = await books.Browser.SubmitAsync($"{books.Manage}/costs/import", ("lines", lines), ("do", "preview"));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(told, answer.TextOf(".field-error"));
    }

    private static async Task<Answer> UploadAsync(Bookkeeping books, byte[] content) => await books.Browser.SubmitAsync(
        $"{books.Manage}/costs/import", ("file", new Upload("costs.csv", content, "text/csv")), ("do", "preview"));

    private static Task<int> CountAsync(Bookkeeping books) => books.Shop.InAsync(db => db.Set<Cost>().CountAsync());
}
