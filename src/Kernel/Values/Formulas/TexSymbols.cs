using System.Collections.Frozen;

namespace Guildhall.Kernel.Values;

/// <summary>The signs that TeX has names for: its own, LaTeX's and those of the American Mathematical Society that are in use.</summary>
internal static class TexSymbols
{
    /// <summary>Letters and what stands like one.</summary>
    public static readonly FrozenDictionary<string, string> Letters = Table("""
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν
        xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
        hbar ℏ hslash ℏ ell ℓ imath ı jmath ȷ wp ℘ eth ð
        """);

    /// <summary>The same, but upright.</summary>
    public static readonly FrozenDictionary<string, string> Upright = Table("""
        Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ emptyset ∅ varnothing ∅ aleph ℵ beth ℶ
        Re ℜ Im ℑ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ square □ Box □ blacksquare ■
        Diamond ◊ lozenge ◊ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ checkmark ✓ dag † ddag ‡ S § P ¶
        copyright © pounds £ yen ¥ euro € degree ° prime ′ backprime ‵ ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯
        vdots ⋮ ddots ⋱ iddots ⋰ qed □ complement ∁ surd √ backslash \ # # % % & & $ $ _ _
        R ℝ N ℕ Z ℤ Q ℚ C ℂ
        """);

    public static readonly FrozenDictionary<string, string> Operators = Table("""
        pm ± mp ∓ times × div ÷ cdot ⋅ cdotp ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ dagger † ddagger ‡
        cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ bmod mod
        le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ lll ⋘ ggg ⋙ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅
        propto ∝ varpropto ∝ asymp ≍ doteq ≐ coloneqq ≔ coloneq ≔ eqqcolon ≕ triangleq ≜ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ owns ∋
        subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤
        parallel ∥ nparallel ∦ perp ⟂ models ⊨ vdash ⊢ dashv ⊣ vDash ⊨ Vdash ⊩ bowtie ⋈ therefore ∴ because ∵ lnot ¬ neg ¬
        to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺
        longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼
        uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪
        hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝
        rightrightarrows ⇉ leftleftarrows ⇇ rightleftarrows ⇄ twoheadrightarrow ↠ multimap ⊸ circlearrowleft ↺ circlearrowright ↻
        nless ≮ ngtr ≯ nleq ≰ ngeq ≱ ncong ≇ lesssim ≲ gtrsim ≳ lessgtr ≶ between ≬ trianglelefteq ⊴ trianglerighteq ⊵ triangleleft ◃
        triangleright ▹ ltimes ⋉ rtimes ⋊ boxplus ⊞ boxtimes ⊠ colon : vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖
        """);

    /// <summary>Signs whose limits stand above and below.</summary>
    public static readonly FrozenDictionary<string, string> Large = Table("""
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
        """);

    public static readonly FrozenDictionary<string, string> Integrals = Table("""
        int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ oiiint ∰ intop ∫ smallint ∫
        """);

    public static readonly FrozenDictionary<string, string> Fences = Table("""
        ( ( ) ) [ [ ] ] { { } } lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lgroup ⟮ rgroup ⟯
        | | vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ / / backslash \ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ < ⟨ > ⟩ lt ⟨ gt ⟩
        """);

    public static readonly FrozenSet<string> Functions = Words("""
        arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh sgn th
        """);

    /// <summary>Functions whose index stands below.</summary>
    public static readonly FrozenDictionary<string, string> Limits = Words("det gcd inf lim max min Pr sup argmax argmin").ToFrozenDictionary(w => w, w => w)
        .Concat([new("limsup", "lim sup"), new("liminf", "lim inf")]).ToFrozenDictionary();

    /// <summary>Accents, and whether each grows with what is under it.</summary>
    public static readonly FrozenDictionary<string, string> Accents = Table("""
        hat ^ check ˇ tilde ~ acute ´ grave ` dot ˙ ddot ¨ dddot ⃛ breve ˘ bar ¯ vec → mathring ˚
        """);

    public static readonly FrozenDictionary<string, string> WideAccents = Table("""
        widehat ^ widetilde ~ widecheck ˇ overline ‾ overrightarrow → overleftarrow ← overleftrightarrow ↔ overbrace ⏞ overparen ⏜
        """);

    public static readonly FrozenDictionary<string, string> Below = Table("""
        underline _ underbrace ⏟ underparen ⏝ underrightarrow → underleftarrow ← underleftrightarrow ↔
        """);

    public static readonly FrozenDictionary<string, string> Arrows = Table("""
        xrightarrow → xleftarrow ← xRightarrow ⇒ xLeftarrow ⇐ xleftrightarrow ↔ xLeftrightarrow ⇔ xmapsto ↦ xhookrightarrow ↪ xhookleftarrow ↩
        """);

    public static readonly FrozenDictionary<string, string> Spaces = Table("""
        , 0.1667em thinspace 0.1667em : 0.2222em > 0.2222em medspace 0.2222em ; 0.2778em thickspace 0.2778em ! -0.1667em negthinspace -0.1667em
        quad 1em qquad 2em enspace 0.5em ~ 0.25em space 0.25em nobreakspace 0.25em
        """);

    /// <summary>What the size of a fence is called, and how high it is.</summary>
    public static readonly FrozenDictionary<string, string> Sizes = Table("""
        big 1.2em bigl 1.2em bigr 1.2em bigm 1.2em Big 1.8em Bigl 1.8em Bigr 1.8em Bigm 1.8em
        bigg 2.4em biggl 2.4em biggr 2.4em biggm 2.4em Bigg 3em Biggl 3em Biggr 3em Biggm 3em
        """);

    /// <summary>Fonts by the command that sets its argument in them.</summary>
    public static readonly FrozenDictionary<string, string> Fonts = Table("""
        mathrm rm mathup rm mathnormal it mathit it mathbf bf boldsymbol bi bm bi pmb bi mathbb bb mathcal cal mathscr cal mathfrak frak
        mathsf sf mathtt tt Bbb bb frak frak bold bf
        """);

    /// <summary>Those of words.</summary>
    public static readonly FrozenDictionary<string, string> TextFonts = Table("""
        text rm textrm rm textnormal rm mbox rm hbox rm textup rm textbf bf textit it texttt tt textsf sf
        """);

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Table(string pairs) =>
        pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2)
            .ToFrozenDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
