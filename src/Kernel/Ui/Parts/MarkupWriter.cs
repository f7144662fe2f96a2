using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>
/// HTML by hand, for what a page has many of: components and their attributes cost more than what they write. The text that stands in the
/// code is markup; what is filled in is encoded.
/// </summary>
public sealed class MarkupWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _written = new(2048);

    /// <summary>One piece.</summary>
    public static MarkupString Of(Action<MarkupWriter> write)
    {
        var writer = new MarkupWriter();
        write(writer);
        return writer.Take();
    }

    /// <summary>Adds markup with what is filled into it.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] Filled markup) => _ = markup;

    /// <summary>Adds markup that was made before.</summary>
    public void AddMarkup(string markup) => _written.Append(markup);

    /// <summary>All that was added since the last time.</summary>
    public MarkupString Take()
    {
        var written = _written.ToString();
        _written.Clear();
        return new(written);
    }

    /// <summary>Writes itself as it is made.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Filled
    {
        private readonly StringBuilder _to;

        /// <param name="literalLength">As the compiler says.</param>
        /// <param name="formattedCount">As the compiler says.</param>
        /// <param name="writer">Where it stands in the end.</param>
        public Filled(int literalLength, int formattedCount, MarkupWriter writer) => _to = writer._written;

        /// <summary>Markup.</summary>
        public void AppendLiteral(string markup) => _to.Append(markup);

        /// <summary>Text, encoded; <c>null</c> is empty.</summary>
        public void AppendFormatted(string? text)
        {
            if (text is not null)
                _to.Append(Encoder.Encode(text));
        }

        /// <summary>A number as HTML writes it.</summary>
        public void AppendFormatted(long number) => _to.Append(CultureInfo.InvariantCulture, $"{number}");
    }
}
