// A lockfile written while a registry lacked some platform's package leaves it out silently, and `npm ci` stops on it later.
import { readFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

/** Whether a package that sits in `folder` finds `name`, looking upwards as Node does. */
function finds(folder: string, name: string): boolean {
  if (packages[`${folder}${folder && '/'}node_modules/${name}`]) return true;
  if (!folder) return false;
  return finds(folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0)), name);
}

const missing = Object.entries(packages).flatMap(([path, { version, dependencies, optionalDependencies }]) =>
  Object.keys({ ...dependencies, ...optionalDependencies })
    .filter((name) => !finds(path, name))
    .map((name) => `${path || 'the root'}@${version ?? '?'} needs ${name}`),
);
if (missing.length > 0) {
  console.error(
    `package-lock.json is incomplete:\n${missing.join('\n')}\nTake a version whose packages are all published, and install again.`,
  );
  process.exit(1);
}
console.log('package-lock.json is complete');
