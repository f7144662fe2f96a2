using System.Globalization;
using System.Text;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// A text as honest authors write it, made at random. Every word of it is another one, and they count up in the order of the text;
/// between any two of them outside of code a divider may be put.
/// </summary>
internal sealed class HonestText
{
    private static readonly string[] Dividers =
    [
        "<!-- more -->", "<!--more-->", "<!--More-->", "<!--MORE 继续阅读-->", "<!--more Continue reading-->", "<!---  more  --->",
        "<!--\nmore\n-->", "<!-- paywall -->", "<!--paywall-->",
        "<!-- truncate -->", "<!--truncate-->", "{/* truncate */}", "{/*truncate*/}", "{/* Truncate */}", "<!--members-only-->", "<!-- more -- less -->",
    ];

    private static readonly string[] Surroundings = [" {0} ", "{0}", "\n{0}\n", "\n\n{0}\n\n", " {0}\n", "\n{0} ", "\n   {0}\n\n"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<(int At, int Word)> _places = [];

    public HonestText(int seed, int blocks)
    {
        _random = new Random(seed);
        Sentence(_random.Next(1, 6));
        _text.Append("\n\n");
        for (var i = 0; i < blocks; i++)
        {
            Block(_random.Next(11));
            _text.Append("\n\n");
        }
        for (var note = 1; note <= Notes; note++)
            _text.Append(CultureInfo.InvariantCulture, $"[^{note}]: ").Append(Word()).Append('\n');
    }

    public int Words { get; private set; }

    public string Markdown => _text.ToString();

    private int Notes { get; set; }

    /// <summary>The text with one divider in it; the words from the second one on stand behind it.</summary>
    public (string Markdown, int FirstPaid) Divided()
    {
        var (at, word) = _places[_random.Next(_places.Count)];
        var divider = string.Format(CultureInfo.InvariantCulture, Pick(Surroundings), Pick(Dividers));
        return (Markdown.Insert(at, divider), word);
    }

    public static string Word(int number) => (number % 3) switch
    {
        0 => $"w{number.ToString("D5", CultureInfo.InvariantCulture)}z",
        1 => $"词{number.ToString("D5", CultureInfo.InvariantCulture)}尾",
        _ => $"Term{number.ToString("D5", CultureInfo.InvariantCulture)}x",
    };

    private void Block(int kind)
    {
        switch (kind)
        {
            case 0:
                _text.Append("## ");
                Sentence(3);
                break;
            case 1:
                Lines("- ", "  ");
                break;
            case 2:
                Lines("1. ", "   ");
                break;
            case 3:
                Lines("> ", "> ");
                break;
            case 4:
                Table();
                break;
            case 5:
                var fence = Pick(["```", "~~~"]);
                _text.Append(fence).Append(Pick(["js", "", " "])).Append('\n');
                for (var i = _random.Next(1, 5); i > 0; i--)
                    _text.Append("a<b> <!-- more --> {/* truncate */} ").Append(Word()).Append('\n');
                _text.Append(fence);
                break;
            case 6:
                // Behind a list, the indented line would belong to it.
                _text.Append("Code:\n\n    <!--more--> ").Append(Word());
                break;
            case 7:
                Html();
                break;
            default:
                for (var i = _random.Next(1, 5); i > 0; i--)
                    Sentence(_random.Next(3, 12));
                break;
        }
    }

    private void Lines(string mark, string deeper)
    {
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            _text.Append(mark);
            Sentence(_random.Next(2, 7));
            _text.Append('\n');
            if (_random.Next(3) == 0)
            {
                _text.Append(deeper).Append("- ");
                Sentence(3);
                _text.Append('\n');
            }
        }
    }

    private void Table()
    {
        Row();
        _text.Append("|---|---|\n");
        for (var i = _random.Next(1, 5); i > 0; i--)
            Row();

        void Row()
        {
            _text.Append("| ");
            Sentence(2);
            _text.Append(" | ");
            Sentence(2);
            _text.Append(" |\n");
        }
    }

    private void Html()
    {
        var (open, close) = Pick<(string, string)>(
        [
            ("<div>", "</div>"), ("<details>\n<summary>", "</summary>\n\ninside\n\n</details>"), ("<p align=\"center\">", "</p>"), ("<ul>\n<li>", "</li>\n</ul>"),
            ("<table><tr><td>", "</td></tr></table>"), ("<blockquote><p>", "</p></blockquote>"), ("<section>\n\n", "\n\n</section>"),
            ("<b>", "</b>"), ("<span lang=en>\n", "\n</span>"),
        ]);
        _text.Append(open);
        // Marks of code and notes are none in HTML.
        Sentence(_random.Next(2, 8), isMarkdown: false);
        _text.Append(close);
    }

    private void Sentence(int length, bool isMarkdown = true)
    {
        for (var i = 0; i < length; i++)
        {
            var (open, close) = Pick<(string, string)>(
                [("", ""), ("", ""), ("", ""), ("", ""), ("**", "**"), ("*", "*"), ("[", "](/x)"), ("<i>", "</i>"), ("~~", "~~"),
                    ("![", "](/p.png)"), ("List<", ">"), ("`<!-- more --> ", "`")]);
            if (open.StartsWith('`') && !isMarkdown)
                (open, close) = ("", "");
            Place();
            _text.Append(open);
            var isCode = open.StartsWith('`') || open.EndsWith('<');
            // A tag on a line of its own begins a block.
            if (!isCode && open != "<i>")
                Place();
            _text.Append(Word());
            if (!isCode)
                Place();
            _text.Append(close);
            Place();
            if (isMarkdown && i < length - 1 && _random.Next(25) == 0)
                _text.Append(CultureInfo.InvariantCulture, $"[^{++Notes}]");
            _text.Append(i < length - 1 ? " " : Pick(["。", ". ", "", "！"]));
        }
    }

    private void Place() => _places.Add((_text.Length, Words));

    private string Word() => Word(Words++);

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
