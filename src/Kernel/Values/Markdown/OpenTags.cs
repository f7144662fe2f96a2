using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>The elements that raw tags have opened, and the HTML that is written meanwhile.</summary>
internal sealed class OpenTags
{
    /// <summary>Elements open inside one another by raw tags.</summary>
    public const int MaxDepth = 32;

    private readonly List<string> _open = [];
    private readonly StringBuilder _out = new();
    private int _floor;

    public void Write(ReadOnlySpan<char> html) => _out.Append(html);

    /// <summary>What was written since it was last taken.</summary>
    public string Take()
    {
        var text = _out.ToString();
        _out.Clear();
        return text;
    }

    /// <summary>Enters a Markdown container: tags opened outside cannot be closed inside. Give the result to <see cref="Leave"/>.</summary>
    public int Enter()
    {
        var outer = _floor;
        _floor = _open.Count;
        return outer;
    }

    /// <summary>Leaves it; its end closes whatever was opened inside.</summary>
    public void Leave(int outer)
    {
        _open.RemoveRange(_floor, _open.Count - _floor);
        _floor = outer;
    }

    public bool IsOpen(string name) => _open.Contains(name);

    /// <summary>Whether the element needs no end tag where it stands.</summary>
    public bool MayStayOpen(string name) => ImpliedEnds.MayStayOpen(name, _open, _floor);

    /// <param name="isHole">What is inside goes.</param>
    public void Open(string name, string attributes, bool isHole = false)
    {
        if (_open.Count >= MaxDepth)
            throw new MarkdownRefused(MarkdownRefused.TooDeep, "HTML elements are nested too deeply.");
        _open.Add(isHole ? HtmlNames.Hole + name : name);
        _out.Append('<').Append(isHole ? HtmlNames.Hole : name).Append(attributes).Append('>');
    }

    /// <returns><c>false</c> where none of this name is open.</returns>
    public bool Close(string name)
    {
        for (var i = _open.Count - 1; i >= _floor; i--)
            if (_open[i] == name || _open[i] == HtmlNames.Hole + name)
            {
                CloseFrom(i);
                return true;
            }
        return false;
    }

    /// <summary>Closes what ends where an element of this name begins.</summary>
    public void CloseImplied(string name)
    {
        if (ImpliedEnds.Before(name, _open, _floor) is { } index)
            CloseFrom(index);
    }

    /// <summary>Closes everything opened since <see cref="Enter"/> that cannot stay open over blank lines.</summary>
    public void CloseInline()
    {
        for (var i = _floor; i < _open.Count; i++)
            if (!HtmlNames.Containers.Contains(_open[i]))
            {
                CloseFrom(i);
                return;
            }
    }

    /// <summary>Closes everything opened since <see cref="Enter"/>.</summary>
    public void CloseAll() => CloseFrom(_floor);

    private void CloseFrom(int index)
    {
        for (var i = _open.Count - 1; i >= index; i--)
            _out.Append("</").Append(_open[i].StartsWith(HtmlNames.Hole, StringComparison.Ordinal) ? HtmlNames.Hole : _open[i]).Append('>');
        _open.RemoveRange(index, _open.Count - index);
    }
}
