// The module graph: each source file compiled once for each change, its imports, and who imports it.
'use strict';
const fs = require('fs');
const path = require('path');
const babel = require('@babel/core');
const presetReact = require('@babel/preset-react');
const presetTypeScript = require('@babel/preset-typescript');
const reactRefresh = require('react-refresh/babel');
const { vendorURL } = require('./vendor');

const EXTENSIONS = ['', '.tsx', '.ts', '.jsx', '.js', '/index.tsx', '/index.ts'];
const isSource = (file) => /\.[jt]sx?$/.test(file);

class ModuleGraph {
  constructor(root) {
    this.root = root;
    this.modules = new Map();
    this.versions = new Map();
    this.lastVersion = 0;
  }

  idOf(file) {
    return `/src/${path.relative(this.root, file)}`;
  }

  fileOf(id) {
    return path.join(this.root, path.normalize(id.slice('/src'.length)));
  }

  /** The URL of a module: it changes with the module, so that the browser loads it again. */
  urlOf(id) {
    const version = this.versions.get(id);
    return version === undefined ? id : `${id}?v=${version}`;
  }

  resolve(importer, specifier) {
    const start = path.resolve(path.dirname(importer), specifier);
    const found = EXTENSIONS.map((extension) => start + extension)
      .find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
    if (found === undefined) throw new Error(`${this.idOf(importer)}: cannot find '${specifier}'`);
    return found;
  }

  compile(file) {
    const id = this.idOf(file);
    const source = fs.readFileSync(file, 'utf8');
    const known = this.modules.get(id);
    if (known !== undefined && known.source === source) return known;

    const graph = this;
    const imports = new Set();
    const exported = [];
    const collect = () => ({
      visitor: {
        'ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration'({ node }) {
          if (node.type === 'ExportNamedDeclaration' && node.exportKind !== 'type') {
            for (const item of node.specifiers) exported.push(item.exported.name);
            const declared = node.declaration;
            if (declared?.id) exported.push(declared.id.name);
            for (const item of declared?.declarations || []) exported.push(item.id.name);
          }
          if (node.type === 'ExportAllDeclaration') exported.push('*');
          if (!node.source || node.importKind === 'type' || node.exportKind === 'type') return;
          const specifier = node.source.value;
          if (specifier.startsWith('.')) {
            const target = graph.idOf(graph.resolve(file, specifier));
            imports.add(target);
            node.source.value = `@module:${target}@`;
          } else {
            const url = vendorURL(specifier);
            if (url === null && !specifier.startsWith('/@')) throw new Error(`${id}: cannot find package '${specifier}'`);
            if (url !== null) node.source.value = url;
          }
          delete node.source.extra;
        },
        ExportDefaultDeclaration({ node }) {
          exported.push(node.declaration.id?.name || node.declaration.name || 'default');
        },
      },
    });
    const { code } = babel.transformSync(source, {
      filename: file,
      babelrc: false,
      configFile: false,
      sourceMaps: 'inline',
      presets: [
        [presetTypeScript, { allExtensions: true, isTSX: /x$/.test(file) }],
        [presetReact, { runtime: 'automatic', development: true }],
      ],
      plugins: [collect, [reactRefresh, { skipEnvCheck: true }]],
    });
    // A module that exports components and nothing else can be replaced in a running page.
    const boundary = exported.length > 0 && exported.every((name) => /^[A-Z]/.test(name));
    const module = { id, source, code, imports, boundary };
    this.modules.set(id, module);
    return module;
  }

  /**
   * The module as the browser gets it: imports carry the versions of this moment. A file that has changed is not
   * read here: then the update that follows would find nothing new, and open pages would not be told.
   */
  serve(id) {
    const known = this.modules.get(id);
    const { code } = known !== undefined && known.source !== null ? known : this.compile(this.fileOf(id));
    const linked = code.replace(/@module:([^@]+)@/g, (_, target) => this.urlOf(target));
    return [
      `import Refresh from '${vendorURL('react-refresh/runtime')}';`,
      `const $RefreshReg$ = (type, name) => Refresh.register(type, ${JSON.stringify(`${id} `)} + name);`,
      'const $RefreshSig$ = Refresh.createSignatureFunctionForTransform;',
      linked,
    ].join('\n');
  }

  importersOf(id) {
    return [...this.modules.values()].filter((module) => module.imports.has(id)).map((module) => module.id);
  }

  /**
   * Takes a changed file in. Returns the modules that the browser has to load again, importers last;
   * null when only a reload of the page can show the change; undefined when nothing has changed.
   */
  update(file) {
    const id = this.idOf(file);
    const before = this.modules.get(id);
    const module = this.compile(file);
    if (module === before) return undefined;
    if (before === undefined) return null;

    const stale = [];
    const accepting = [];
    const visit = (current) => {
      if (stale.includes(current)) return true;
      stale.push(current);
      if (this.modules.get(current).boundary) {
        accepting.push(current);
        return true;
      }
      const importers = this.importersOf(current);
      return importers.length > 0 && importers.every(visit);
    };
    const accepted = visit(id);
    this.lastVersion += 1;
    for (const each of stale) this.versions.set(each, this.lastVersion);
    return accepted ? accepting.map((each) => this.urlOf(each)) : null;
  }

  /** After a failed compilation: the next one counts as a change, whatever it finds. */
  invalidate(file) {
    const module = this.modules.get(this.idOf(file));
    if (module !== undefined) module.source = null;
  }

  /** Whether the file was a module of the graph. */
  remove(file) {
    return this.modules.delete(this.idOf(file));
  }
}

module.exports = { ModuleGraph, isSource };
