/** Menus that can be looked at and clicked, and that no system draws. */

const roles = { appMenu: 'Rowcast', windowMenu: 'Window' };

function menuItem({ click, submenu, label, ...rest }) {
  const item = { enabled: true, visible: true, type: 'normal', ...rest };
  item.label = label ?? roles[rest.role] ?? rest.role ?? '';
  item.submenu = submenu && Menu.buildFromTemplate(submenu);
  item.click = () => {
    if (!item.enabled) return;
    if (item.type === 'checkbox') item.checked = !item.checked;
    click?.(item, undefined, {});
  };
  return item;
}

export class Menu {
  static #applicationMenu = null;
  items = [];

  static buildFromTemplate(template) {
    const menu = new Menu();
    menu.items = template.map(menuItem);
    return menu;
  }

  static setApplicationMenu(menu) {
    Menu.#applicationMenu = menu;
  }

  static getApplicationMenu() {
    return Menu.#applicationMenu;
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
