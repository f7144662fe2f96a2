using System.Globalization;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>What a translation has to say of one text: each kind once.</summary>
internal sealed class DialectNotes
{
    // Of a text of so many commands that are never ended the rest stays as it is.
    private int _budget = 200_000;

    private readonly SortedDictionary<string, int> _unknown = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<string> _pictures = [];

    /// <summary>Comments and parts that the old site did not show, and that are taken out.</summary>
    public int Hidden { get; set; }

    /// <summary>Pays for looking at a line.</summary>
    public bool Spend() => _budget-- > 0;

    /// <summary>A command of another program that has no meaning here.</summary>
    public void Unknown(string name)
    {
        name = name.CutTo(60);
        _unknown[name] = _unknown.GetValueOrDefault(name) + 1;
    }

    /// <summary>A note that is linked to and not there.</summary>
    public void Missing(string target) => _missing.Add(target.CutTo(120));

    /// <summary>What looks like a picture and is none.</summary>
    public void NoPicture(string source) => _pictures.Add(source.CutTo(120));

    public IEnumerable<ImportNote> All()
    {
        if (_unknown.Count > 0)
            yield return ImportNote.Warning(ImportTexts.UnknownMarks, Text(_unknown.Values.Sum()), string.Join(", ", _unknown.Keys.Take(5)));
        if (Hidden > 0)
            yield return ImportNote.Info(ImportTexts.HiddenMarks, Text(Hidden));
        foreach (var target in _missing.Distinct().Take(5))
            yield return ImportNote.Warning(ImportTexts.LinkMissing, target);
        foreach (var source in _pictures.Distinct().Take(5))
            yield return ImportNote.Warning(ImportTexts.PictureWritten, source);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
